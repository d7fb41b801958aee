using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Postgres.Stores;

/// <summary>A store in memory while a transaction changes it.</summary>
internal sealed class StoreRow
{
    private readonly byte[]?[] _texts = new byte[]?[(int)StoreColumn.LastChunk];

    public required int Key { get; init; }

    /// <summary>See <see cref="StoreChecksum"/>.</summary>
    public long Checksum { get; set; }

    /// <summary>The instant of the first poll of the latest chunk; <see cref="PollChunk.None"/> when there is none.</summary>
    public long LastChunk { get; set; } = PollChunk.None;

    /// <summary>How many changes of it were ever recorded.</summary>
    public long Changes { get; set; }

    /// <summary>Whether it has anything for the table of details.</summary>
    public bool HasDetails
    {
        get
        {
            for (var column = StoreColumns.FirstDetail; column <= StoreColumns.LastDetail; column++)
            {
                if (this[column] is not null)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether the database does not have it yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether it differs from what the database has.</summary>
    public bool IsChanged { get; set; }

    /// <summary>A column with a text; <c>null</c> when it has none.</summary>
    public byte[]? this[StoreColumn column]
    {
        get => _texts[(int)column];
        set => _texts[(int)column] = value;
    }

    /// <summary>The row that a query of <see cref="StoredStore.Columns"/> is at.</summary>
    /// <exception cref="DamagedFactsException">It is not what was stored.</exception>
    public static StoreRow Take(IStoredRow row)
    {
        var store = new StoreRow
        {
            Key = (int)row.Int64(0),
            Checksum = StoredStore.Verify(row),
            LastChunk = StoredStore.LastChunkIn(row),
            Changes = StoredStore.ChangesIn(row),
        };
        for (var column = StoreColumn.StoreId; column < StoreColumn.LastChunk; column++)
        {
            var index = 1 + (int)column;
            store[column] = row.IsNull(index) ? null : row.Utf8(index).ToArray();
        }

        return store;
    }
}
