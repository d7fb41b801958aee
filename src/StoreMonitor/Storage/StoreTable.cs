using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
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
    public static StoreKeyRange Keys(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT coalesce(min(store_key), 1), coalesce(max(store_key), 0) FROM stores");
        statement.Step();
        return new StoreKeyRange((int)statement.Int64(0), (int)statement.Int64(1));
    }

    /// <summary>One store; <c>null</c> when there is none with the key.</summary>
    public static Store? Find(SqliteConnection connection, int storeKey) =>
        Read(connection, new StoreKeyRange(storeKey, storeKey)).SingleOrDefault();

    /// <summary>The key of a store id; <c>null</c> when no file has named it.</summary>
    public static int? FindKey(SqliteConnection connection, string storeId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT store_key FROM stores WHERE store_id = $id";
        command.Parameters.AddWithValue("$id", storeId);
        return command.ExecuteScalar() is long key ? (int)key : null;
    }

    /// <summary>Stores in the order of their keys, which is the order of their polls on disk.</summary>
    public static List<Store> Read(SqliteConnection connection, StoreKeyRange keys)
    {
        var weeks = new Weeks(connection, keys);
        using var statement = new RawStatement(
            connection, "SELECT store_key, store_id, zone_id FROM stores WHERE store_key BETWEEN ?1 AND ?2 ORDER BY store_key");
        Bind(statement, keys);
        var stores = new List<Store>();
        while (statement.Step())
        {
            var storeKey = (int)statement.Int64(0);
            var zone = statement.IsNull(2) ? null : DateTimeZoneProviders.Tzdb[statement.Text(2)];
            stores.Add(new Store(storeKey, statement.Text(1), StoreHours.Of(weeks.Find(storeKey), zone)));
        }

        return stores;
    }

    private static void Bind(RawStatement statement, StoreKeyRange keys)
    {
        statement.Bind(1, keys.First);
        statement.Bind(2, keys.Last);
    }

    /// <summary>The weeks of business hours by store; stores that keep the same hours share one object, made once.</summary>
    private sealed class Weeks
    {
        // Day, opening and closing, as they are stored.
        private const int NumbersPerRow = 3;

        private readonly Dictionary<int, WeeklySchedule> _byStore = [];
        private readonly Dictionary<byte[], WeeklySchedule> _byRows = new(ByteSequenceComparer.Instance);
        private readonly List<int> _rows = [];

        public Weeks(SqliteConnection connection, StoreKeyRange keys)
        {
            using var statement = new RawStatement(
                connection,
                """
                SELECT store_key, day, opens_at_s, closes_at_s FROM business_hours WHERE store_key BETWEEN ?1 AND ?2
                ORDER BY store_key, day, opens_at_s, closes_at_s
                """);
            Bind(statement, keys);

            var current = 0;
            while (statement.Step())
            {
                var storeKey = (int)statement.Int64(0);
                if (storeKey != current)
                    Finish(current);
                current = storeKey;
                for (var column = 1; column <= NumbersPerRow; column++)
                    _rows.Add((int)statement.Int64(column));
            }

            Finish(current);
        }

        public WeeklySchedule? Find(int storeKey) => _byStore.GetValueOrDefault(storeKey);

        private void Finish(int storeKey)
        {
            if (_rows.Count == 0)
                return;

            var byRows = _byRows.GetAlternateLookup<ReadOnlySpan<byte>>();
            var rows = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_rows));
            if (!byRows.TryGetValue(rows, out var schedule))
            {
                schedule = WeeklySchedule.Of(HoursOf(_rows));
                byRows[rows] = schedule;
            }

            _byStore.Add(storeKey, schedule);
            _rows.Clear();
        }

        private static OpeningHours[] HoursOf(List<int> numbers)
        {
            var hours = new OpeningHours[numbers.Count / NumbersPerRow];
            for (var row = 0; row < hours.Length; row++)
            {
                hours[row] = new OpeningHours(
                    (IsoDayOfWeek)(numbers[NumbersPerRow * row] + 1),
                    LocalTime.FromSecondsSinceMidnight(numbers[(NumbersPerRow * row) + 1]),
                    LocalTime.FromSecondsSinceMidnight(numbers[(NumbersPerRow * row) + 2]));
            }

            return hours;
        }
    }
}
