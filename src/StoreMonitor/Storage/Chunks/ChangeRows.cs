using System.Globalization;
using System.Text;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Storage.Chunks;

/// <summary>Makes changes of facts of the rows that were recorded, and verifies them.</summary>
internal static class ChangeRows
{
    /// <summary>How many columns <see cref="Select"/> has.</summary>
    public const int ColumnCount = 10;

    /// <summary>How many of the changes that a store counts can be read.</summary>
    public static int Expected(long count, int most) => (int)Math.Min(count, Math.Min(most, FactChange.KeptPerStore));

    /// <summary>A query of the latest changes of a store, the latest first.</summary>
    public static string Select(int storeKey, int most) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT number, change_set, kind, value_before, value_after, c.checksum, at_us, who, source, s.checksum
        FROM fact_changes c LEFT JOIN change_sets s USING (change_set)
        WHERE store_key = {storeKey} ORDER BY number DESC LIMIT {most}
        """);

    /// <summary>The changes that a query of <see cref="Select"/> gives.</summary>
    /// <param name="row">The row that the query is at.</param>
    /// <param name="step">Goes to the next row.</param>
    /// <param name="count">How many changes the store counts.</param>
    /// <param name="most">How many to read at most.</param>
    /// <exception cref="DamagedFactsException">They are not what was recorded.</exception>
    public static List<FactChange> Read(IStoredRow row, Func<bool> step, int storeKey, long count, int most)
    {
        var changes = new List<FactChange>();
        while (step())
            changes.Add(Take(row, storeKey, count - changes.Count));
        return changes.Count == Expected(count, most) ? changes : throw Damaged();
    }

    private static FactChange Take(IStoredRow row, int storeKey, long number)
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

    private static byte[]? BytesIn(IStoredRow row, int column) => row.IsNull(column) ? null : row.Utf8(column).ToArray();

    private static string? TextOf(byte[]? utf8) => utf8 is null ? null : Encoding.UTF8.GetString(utf8);

    private static DamagedFactsException Damaged() => new("the record of changes");
}
