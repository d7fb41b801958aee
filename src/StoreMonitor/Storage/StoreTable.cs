using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Storage;

/// <summary>A store with the hours that apply to it.</summary>
internal sealed record Store(int Key, string Id, StoreHours Hours);

/// <summary>Reads stores with their zones and weeks: all of them, or one.</summary>
internal static class StoreTable
{
    /// <summary>All stores in the order of their keys, which is the order of their polls on disk.</summary>
    public static List<Store> ReadAll(SqliteConnection connection) => Read(connection, null);

    /// <summary>One store; <c>null</c> when there is none with the key.</summary>
    public static Store? Find(SqliteConnection connection, int storeKey) => Read(connection, storeKey).SingleOrDefault();

    /// <summary>The key of a store id; <c>null</c> when no file has named it.</summary>
    public static int? FindKey(SqliteConnection connection, string storeId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT store_key FROM stores WHERE store_id = $id";
        command.Parameters.AddWithValue("$id", storeId);
        return command.ExecuteScalar() is long key ? (int)key : null;
    }

    private static List<Store> Read(SqliteConnection connection, int? onlyKey)
    {
        var weeks = new Weeks(connection, onlyKey);
        using var statement = new RawStatement(
            connection, $"SELECT store_key, store_id, zone_id FROM stores {Where(onlyKey)} ORDER BY store_key");
        if (onlyKey is { } key)
            statement.Bind(1, key);

        var stores = new List<Store>();
        while (statement.Step())
        {
            var storeKey = (int)statement.Int64(0);
            var zone = statement.IsNull(2) ? null : DateTimeZoneProviders.Tzdb[statement.Text(2)];
            stores.Add(new Store(storeKey, statement.Text(1), StoreHours.Of(weeks.Find(storeKey), zone)));
        }

        return stores;
    }

    private static string Where(int? onlyKey) => onlyKey is null ? "" : "WHERE store_key = ?1";

    /// <summary>The weeks of business hours by store; stores that keep the same hours share one object, made once.</summary>
    private sealed class Weeks
    {
        // Day, opening and closing, as they are stored.
        private const int NumbersPerRow = 3;

        private readonly Dictionary<int, WeeklySchedule> _byStore = [];
        private readonly Dictionary<byte[], WeeklySchedule> _byRows = new(ByteSequenceComparer.Instance);
        private readonly List<int> _rows = [];

        public Weeks(SqliteConnection connection, int? onlyKey)
        {
            using var statement = new RawStatement(
                connection,
                $"""
                SELECT store_key, day, opens_at_s, closes_at_s FROM business_hours {Where(onlyKey)}
                ORDER BY store_key, day, opens_at_s, closes_at_s
                """);
            if (onlyKey is { } key)
                statement.Bind(1, key);

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
