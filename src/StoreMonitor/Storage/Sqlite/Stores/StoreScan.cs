using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Stores;

/// <summary>Reads all stores, and verifies that they are all: for those who must not overlook one.</summary>
internal sealed class StoreScan : IDisposable
{
    private const string Select = $"SELECT {StoredStore.Columns} FROM {StoredStore.Table}";

    // Open until the end, so that both statements see one snapshot although no transaction is open.
    private readonly RawStatement _facts;
    private readonly RawStatement _stores;
    private readonly FactsState _state;
    private readonly StoreSum _sum = new();

    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public StoreScan(ReadConnection connection)
        : this(FactsMetadata.OpenStatement(connection), new RawStatement(connection, Select))
    {
    }

    /// <inheritdoc cref="StoreScan(ReadConnection)"/>
    /// <param name="connection">One of <see cref="Database"/>; what its transaction has changed already is taken into account.</param>
    public StoreScan(SqliteConnection connection)
        : this(FactsMetadata.OpenStatement(connection), new RawStatement(connection, Select))
    {
        _sum.Remove(FactsConnection.ChangesOn(connection));
    }

    private StoreScan(RawStatement facts, RawStatement stores)
    {
        (_facts, _stores) = (facts, stores);
        _state = FactsMetadata.Take(facts);
    }

    public int Key => (int)_stores.Int64(0);

    /// <summary>The store id in UTF-8; valid until the next move.</summary>
    public ReadOnlySpan<byte> Id => _stores.Utf8(1);

    /// <summary>The instant of the first poll of the latest chunk; <see cref="PollChunk.None"/> when there is none.</summary>
    public long LastChunk => StoredStore.LastChunkIn(_stores);

    /// <summary>How many changes of its facts were recorded.</summary>
    public long Changes => StoredStore.ChangesIn(_stores);

    /// <summary>Goes to the next store.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SqliteException">The store is damaged; or this is the end, and some were missing.</exception>
    public bool MoveNext()
    {
        if (_stores.Step())
        {
            _sum.Add(StoredStore.Verify(_stores));
            return true;
        }

        _sum.MustBeAllOf(_state);
        return false;
    }

    public void Dispose()
    {
        _stores.Dispose();
        _facts.Dispose();
    }
}
