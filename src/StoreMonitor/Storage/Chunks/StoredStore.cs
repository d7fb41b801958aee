namespace StoreMonitor.Storage.Chunks;

/// <summary>A row of <c>stores</c> as queries select it, and how it is verified.</summary>
/// <remarks>A hot path: a report verifies every store.</remarks>
internal static class StoredStore
{
    /// <summary>
    /// What a SELECT must name; the texts begin at the column with the number 1, in the order of <see cref="StoreColumn"/>.
    /// </summary>
    public const string Columns = "store_key, store_id, zone_id, week, zone_problem, week_problem, last_chunk_us, checksum";

    /// <summary>The number of the column with the zone.</summary>
    public const int Zone = 1 + (int)StoreColumn.ZoneId;

    /// <summary>The number of the column with the week.</summary>
    public const int Week = 1 + (int)StoreColumn.Week;

    /// <summary>The number of the column with what is wrong with the zone.</summary>
    public const int ZoneProblem = 1 + (int)StoreColumn.ZoneProblem;

    /// <summary>The number of the column with what is wrong with the week.</summary>
    public const int WeekProblem = 1 + (int)StoreColumn.WeekProblem;

    private const int LastChunk = 1 + (int)StoreColumn.LastChunk;
    private const int StoredChecksum = LastChunk + 1;

    /// <summary>The instant of the first poll of the latest chunk; <see cref="PollChunk.None"/> when there is none.</summary>
    public static long LastChunkIn(IStoredRow row) => row.IsNull(LastChunk) ? PollChunk.None : row.Int64(LastChunk);

    /// <summary>Compares the row that a query is at with its checksum.</summary>
    /// <returns>The checksum.</returns>
    /// <exception cref="DamagedFactsException">The row is not what was stored: the database is damaged.</exception>
    public static long Verify(IStoredRow row)
    {
        var key = row.Int64(0);
        var sum = StoreChecksum.OfLastChunk(key, LastChunkIn(row));
        for (var column = StoreColumn.StoreId; column < StoreColumn.LastChunk; column++)
        {
            if (!row.IsNull(1 + (int)column))
                sum += StoreChecksum.OfText(key, column, row.Utf8(1 + (int)column));
        }

        return sum == row.Int64(StoredChecksum) ? sum : throw new DamagedFactsException($"the store with the key {key}");
    }
}
