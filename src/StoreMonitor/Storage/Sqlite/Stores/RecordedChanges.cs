using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Reads what <see cref="ChangeLog"/> recorded, and verifies it.</summary>
internal static class RecordedChanges
{
    private const string Select =
        """
        SELECT number, change_set, kind, value_before, value_after, c.checksum, at_us, who, source, s.checksum
        FROM fact_changes c LEFT JOIN change_sets s USING (change_set)
        WHERE store_key = ?1 ORDER BY number DESC LIMIT ?2
        """;

    /// <summary>The latest changes of a store, the latest first.</summary>
    /// <param name="count">How many changes the store counts.</param>
    /// <param name="most">How many to read at most.</param>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    /// <exception cref="DamagedFactsException">They are not what was recorded.</exception>
    public static List<FactChange> Read(ReadConnection connection, int storeKey, long count, int most)
    {
        var expected = (int)Math.Min(count, Math.Min(most, FactChange.KeptPerStore));
        using var select = new RawStatement(connection, Select);
        select.Bind(1, storeKey);
        select.Bind(2, expected);
        var changes = new List<FactChange>(expected);
        while (select.Step())
            changes.Add(Take(select, storeKey, count - changes.Count));
        return changes.Count == expected ? changes : throw Damaged();
    }

    private static FactChange Take(RawStatement row, int storeKey, long number)
    {
        var column = StoreColumns.Named(row.Text(2));
        var (before, after) = (BytesIn(row, 3), BytesIn(row, 4));
        var (changeSet, at) = (row.Int64(1), row.Int64(6));
        if (row.Int64(0) != number
            || row.Int64(5) != ChangeChecksum.Of(storeKey, number, changeSet, column, before, after)
            || row.IsNull(9)
            || row.Int64(9) != ChangeChecksum.OfSet(changeSet, at, row.Utf8(7), row.Utf8(8)))
            throw Damaged();

        var origin = new ChangeOrigin(UnixMicroseconds.ToInstant(at), row.Text(7), row.Text(8));
        return new FactChange(origin, column, TextOf(before), TextOf(after));
    }

    private static byte[]? BytesIn(RawStatement row, int column) => row.IsNull(column) ? null : row.Utf8(column).ToArray();

    private static string? TextOf(byte[]? utf8) => utf8 is null ? null : Encoding.UTF8.GetString(utf8);

    private static DamagedFactsException Damaged() => new("the record of changes");
}
