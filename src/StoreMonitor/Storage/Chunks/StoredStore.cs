namespace StoreMonitor.Storage.Chunks;

/// <summary>A row of <c>stores</c> as queries select it, and how it is verified.</summary>
/// <remarks>A hot path: a report verifies every store.</remarks>
internal static class StoredStore
{
    /// <summary>
    /// What a SELECT from <see cref="Table"/> must name; the texts begin at the column with the number 1, in the order of
    /// <see cref="StoreColumn"/>.
    /// </summary>
    public const string Columns =
        "store_key, store_id, zone_id, week, zone_problem, week_problem, name, own_groups, listed_groups, dated_weeks, dated_zones, "
        + "special_hours, closures, last_chunk_us, changes, checksum, d.store_key";

    /// <summary>How many columns that are.</summary>
    public const int ColumnCount = 17;

    /// <summary>The stores with their details, if they have any.</summary>
    public const string Table = "stores LEFT JOIN store_details d USING (store_key)";

    private const int LastChunk = 1 + (int)StoreColumn.LastChunk;
    private const int Changes = 1 + (int)StoreColumn.Changes;
    private const int StoredChecksum = Changes + 1;
    private const int DetailsKey = StoredChecksum + 1;

    /// <summary>The instant of the first poll of the latest chunk; <see cref="PollChunk.None"/> when there is none.</summary>
    public static long LastChunkIn(IStoredRow row) => row.IsNull(LastChunk) ? PollChunk.None : row.Int64(LastChunk);

    /// <summary>How many changes of the store were recorded.</summary>
    public static long ChangesIn(IStoredRow row) => row.Int64(Changes);

    /// <summary>The text of a column; <c>null</c> when there is none.</summary>
    public static string? TextIn(IStoredRow row, StoreColumn column) =>
        row.IsNull(1 + (int)column) ? null : row.Text(1 + (int)column);

    /// <summary>The details; <see cref="StoreDetails.None"/> when there are none.</summary>
    public static StoreDetails DetailsIn(IStoredRow row) => row.IsNull(DetailsKey)
        ? StoreDetails.None
        : new StoreDetails(
            TextIn(row, StoreColumn.Name),
            TextIn(row, StoreColumn.OwnGroups),
            TextIn(row, StoreColumn.ListedGroups),
            TextIn(row, StoreColumn.DatedWeeks),
            TextIn(row, StoreColumn.DatedZones),
            TextIn(row, StoreColumn.SpecialHours),
            TextIn(row, StoreColumn.Closures));

    /// <summary>Compares the row that a query is at with its checksum.</summary>
    /// <returns>The checksum.</returns>
    /// <exception cref="DamagedFactsException">The row is not what was stored: the database is damaged.</exception>
    public static long Verify(IStoredRow row)
    {
        var key = row.Int64(0);
        var sum = StoreChecksum.OfLastChunk(key, LastChunkIn(row)) + StoreChecksum.OfChanges(key, row.Int64(Changes));
        var end = row.IsNull(DetailsKey) ? StoreColumns.FirstDetail : StoreColumns.LastDetail + 1;
        for (var column = StoreColumn.StoreId; column < end; column++)
        {
            if (!row.IsNull(1 + (int)column))
                sum += StoreChecksum.OfText(key, column, row.Utf8(1 + (int)column));
        }

        return sum == row.Int64(StoredChecksum) ? sum : throw new DamagedFactsException($"the store with the key {key}");
    }
}
