using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Log;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Reads facts on a connection of its own.</summary>
/// <param name="log">The log that the connection's snapshot sees; <c>null</c> to read it when it is needed.</param>
internal sealed class SqliteReader(ReadConnection connection, LoggedPolls? log = null) : IFactsReader
{
    private const string Stores = "SELECT count(*) FROM stores";

    // A chunk is an array of numbers: one more than it has commas.
    private const string Polls = "SELECT coalesce(sum(length(polls) - length(replace(polls, ',', '')) + 1), 0) FROM poll_chunks";

    public void BeginSnapshot() => connection.BeginSnapshot();

    public FactsState ReadState() => FactsMetadata.Read(connection);

    public long CountStores() => Count(Stores);

    public long CountPolls() => Count(Polls) + LogCount.OfPollsInNoChunk(connection, log ?? LogRows.Read(connection));

    public StoreKeyRange ReadKeys() => StoreTable.Keys(connection);

    public IStoreOrder OpenKeysById(int most) => new StoreKeysById(connection, most);

    public int? FindKey(string storeId) => StoreTable.FindKey(connection, storeId);

    public List<Store> ReadStores(StoreKeyRange keys, StoreSum sum) => StoreTable.Read(connection, keys, sum);

    public List<Store> ReadStores(ArraySegment<int> keys, StoreSum sum) => StoreTable.Read(connection, keys, sum);

    public IPollCursor OpenPolls(List<Store> stores, DecisivePolls decisive)
    {
        var logged = log ?? LogRows.Read(connection);
        var chunks = ChunkStatements.OpenPolls(connection, decisive);
        return logged.IsEmpty ? chunks : new MergedPolls(chunks, logged, decisive);
    }

    public StoresAhead FindAhead(long afterMicroseconds, long latestMicroseconds) =>
        LatestPolls.FindAhead(connection, log ?? LogRows.Read(connection), afterMicroseconds, latestMicroseconds);

    public List<FactChange> ReadChanges(Store store, int most) => RecordedChanges.Read(connection, store.Key, store.Changes, most);

    public bool HasIngestedFiles() => IngestedFiles.Any(connection);

    public bool IsIngested(FileStamp file) => IngestedFiles.Contains(connection, file);

    public void Dispose() => connection.Dispose();

    private long Count(string sql)
    {
        using var statement = new RawStatement(connection, sql);
        statement.Step();
        return statement.Int64(0);
    }
}
