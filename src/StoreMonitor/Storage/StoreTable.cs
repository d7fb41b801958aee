using System.Text;
using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Storage;

/// <summary>A store with the hours that apply to it.</summary>
internal sealed record Store(int Key, string Id, StoreHours Hours);

/// <summary>Stores by their keys, from the first to the last; none when the last is before the first.</summary>
internal readonly record struct StoreKeyRange(int First, int Last)
{
    /// <summary>One of so many parts of much the same size, which together are the whole.</summary>
    public StoreKeyRange Share(int index, int count) => new(First + StartOf(index, count), First + StartOf(index + 1, count) - 1);

    private int StartOf(int index, int count) => (int)((Last - First + 1L) * index / count);
}

/// <summary>Reads stores with their zones and weeks.</summary>
internal static class StoreTable
{
    /// <summary>The keys of all stores.</summary>
    public static StoreKeyRange Keys(ReadConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT coalesce(min(store_key), 1), coalesce(max(store_key), 0) FROM stores");
        statement.Step();
        return new StoreKeyRange((int)statement.Int64(0), (int)statement.Int64(1));
    }

    /// <summary>One store; <c>null</c> when there is none with the key.</summary>
    public static Store? Find(ReadConnection connection, int storeKey) =>
        Read(connection, new StoreKeyRange(storeKey, storeKey)).SingleOrDefault();

    /// <summary>The key of a store id; <c>null</c> when no file has named it.</summary>
    public static int? FindKey(ReadConnection connection, string storeId)
    {
        using var statement = new RawStatement(connection, "SELECT store_key FROM stores WHERE store_id = ?1");
        statement.Bind(1, Encoding.UTF8.GetBytes(storeId));
        return statement.Step() ? (int)statement.Int64(0) : null;
    }

    /// <summary>Stores in the order of their keys, which is the order of their polls on disk.</summary>
    public static List<Store> Read(ReadConnection connection, StoreKeyRange keys)
    {
        var weeks = new Weeks();
        using var statement = new RawStatement(
            connection,
            "SELECT store_key, store_id, zone_id, week, week_problem, zone_problem FROM stores WHERE store_key BETWEEN ?1 AND ?2 ORDER BY store_key");
        statement.Bind(1, keys.First);
        statement.Bind(2, keys.Last);

        var stores = new List<Store>();
        while (statement.Step())
        {
            var zone = statement.IsNull(2) ? null : DateTimeZoneProviders.Tzdb[statement.Text(2)];
            var week = statement.IsNull(3) ? null : weeks.Of(statement.Text(3));
            stores.Add(new Store(
                (int)statement.Int64(0), statement.Text(1), StoreHours.Of(week, zone, TextOrNull(statement, 4), TextOrNull(statement, 5))));
        }

        return stores;
    }

    private static string? TextOrNull(RawStatement statement, int column) => statement.IsNull(column) ? null : statement.Text(column);

    /// <summary>The weeks that were read; stores that keep the same hours share one object, made once.</summary>
    /// <remarks>By strings and in a loop, for which the runtime comes compiled.</remarks>
    private sealed class Weeks
    {
        private readonly Dictionary<string, WeeklySchedule> _byText = [];

        public WeeklySchedule Of(string text)
        {
            if (!_byText.TryGetValue(text, out var schedule))
                _byText.Add(text, schedule = WeeklySchedule.Of(HoursOf(WeekText.Read(Encoding.UTF8.GetBytes(text)))));
            return schedule;
        }

        private static OpeningHours[] HoursOf(HoursFact[] rows)
        {
            var hours = new OpeningHours[rows.Length];
            for (var index = 0; index < rows.Length; index++)
            {
                hours[index] = OpeningHours.Written(
                    (IsoDayOfWeek)(rows[index].Day + 1), rows[index].OpensAtSecond, rows[index].ClosesAtSecond);
            }

            return hours;
        }
    }
}
