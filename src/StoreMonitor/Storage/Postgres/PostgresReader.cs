using System.Text;
using Npgsql;
using StoreMonitor.Core.Polls;
using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;
using StoreMonitor.Storage.Postgres.Polls;
using StoreMonitor.Storage.Postgres.Stores;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Reads facts on a connection of its own, which is made when the first of them is read.</summary>
/// <remarks>
/// A query that fails because the connection was lost is asked again on another connection, as long as it has given no row and no snapshot
/// was begun: what was read before the loss and after it need not be of one moment.
/// </remarks>
internal sealed class PostgresReader(PostgresDatabase database) : IFactsReader
{
    // A chunk is an array of numbers: one more than it has commas.
    private const string Polls = "SELECT coalesce(sum(length(polls) - length(replace(polls, ',', '')) + 1), 0)::bigint FROM poll_chunks";

    private NpgsqlConnection? _connection;
    private bool _isInSnapshot;

    public void BeginSnapshot() => BeginSnapshot("");

    /// <summary>Begins a snapshot, and lets other readers see the same.</summary>
    /// <returns>The name of the snapshot, which is valid as long as this reader keeps it.</returns>
    public string ExportSnapshot()
    {
        BeginSnapshot();
        return (string)_connection!.Scalar("SELECT pg_export_snapshot()")!;
    }

    /// <summary>Begins the snapshot that another reader has exported.</summary>
    public void ImportSnapshot(string name) => BeginSnapshot($"; SET TRANSACTION SNAPSHOT '{name}'");

    public FactsState ReadState()
    {
        using var row = Query(FactsRow.Open);
        return FactsRow.Take(row);
    }

    public long CountStores() => Number("SELECT count(*) FROM stores");

    public long CountPolls() => Number(Polls);

    public StoreKeyRange ReadKeys()
    {
        using var rows = Query("SELECT coalesce(min(store_key), 1), coalesce(max(store_key), 0) FROM stores", 2);
        rows.Step();
        return new StoreKeyRange((int)rows.Int64(0), (int)rows.Int64(1));
    }

    public IStoreOrder OpenKeysById(int most)
    {
        // A cursor lives in a transaction only.
        if (!_isInSnapshot)
            BeginSnapshot();
        return new StoreKeysById(_connection!, most);
    }

    public int? FindKey(string storeId) => FindKeyOfId(storeId) ?? (CsvText.Unguarded(storeId) is { } id ? FindKeyOfId(id) : null);

    public List<Store> ReadStores(StoreKeyRange keys, StoreSum sum) =>
        ReadStores($"store_key BETWEEN {PostgresCommands.Literal(keys.First)} AND {PostgresCommands.Literal(keys.Last)}", sum);

    public List<Store> ReadStores(ArraySegment<int> keys, StoreSum sum) => keys.Count == 0
        ? []
        : ReadStores($"store_key = ANY({PostgresCommands.Keys(keys)})", sum);

    public IPollCursor OpenPolls(List<Store> stores, DecisivePolls decisive) =>
        Query(connection => ChunkStream.OpenPolls(connection, stores, decisive));

    public StoresAhead FindAhead(long afterMicroseconds, long latestMicroseconds)
    {
        var (storeId, stores) = ("", 0);
        using var latest = Query(LatestPolls.Open);
        while (latest.MoveNext())
        {
            if (latest.AtMicroseconds <= afterMicroseconds)
                continue;
            stores++;
            if (latest.AtMicroseconds == latestMicroseconds)
                storeId = latest.StoreId;
        }

        return new StoresAhead(storeId, stores);
    }

    public List<FactChange> ReadChanges(Store store, int most)
    {
        using var rows = Query(ChangeRows.Select(store.Key, ChangeRows.Expected(store.Changes, most)), ChangeRows.ColumnCount);
        return ChangeRows.Read(rows, rows.Step, store.Key, store.Changes, most);
    }

    public bool HasIngestedFiles() => Number("SELECT count(*) FROM (SELECT 1 FROM ingested_files LIMIT 1) f") == 1;

    public bool IsIngested(FileStamp file) => Number(IngestedFiles.CountSql(file)) == 1;

    public void Dispose() => _connection?.Release();

    private int? FindKeyOfId(string storeId)
    {
        // No text of PostgreSQL has the character, so no store has.
        if (storeId.Contains('\0', StringComparison.Ordinal))
            return null;

        var id = PostgresCommands.Literal(Encoding.UTF8.GetBytes(storeId));
        using var rows = Query($"SELECT {StoredStore.Columns} FROM {StoredStore.Table} WHERE store_id = {id}", StoredStore.ColumnCount);
        if (!rows.Step())
            return null;
        StoredStore.Verify(rows);
        return (int)rows.Int64(0);
    }

    private List<Store> ReadStores(string where, StoreSum sum)
    {
        var (stores, made) = (new List<Store>(), new StoredStores());
        using var rows = Query(
            $"SELECT {StoredStore.Columns} FROM {StoredStore.Table} WHERE {where} ORDER BY stores.store_key", StoredStore.ColumnCount);
        while (rows.Step())
            stores.Add(made.Take(rows, sum));
        return stores;
    }

    private long Number(string sql)
    {
        using var rows = Query(sql, 1);
        rows.Step();
        return rows.Int64(0);
    }

    private CopyReader Query(string select, int columns) => Query(connection => new CopyReader(connection, select, columns));

    private T Query<T>(Func<NpgsqlConnection, T> begin)
    {
        if (_connection is not null)
        {
            try
            {
                return begin(_connection);
            }
            catch (Exception failure) when (!_isInSnapshot && ServerFailure.IsConnectionLost(failure))
            {
                _connection.Release();
                _connection = null;
            }
        }

        return database.OpenAndBegin(connection =>
        {
            var begun = begin(connection);
            _connection = connection;
            return begun;
        });
    }

    private void BeginSnapshot(string import)
    {
        Query(connection =>
        {
            connection.Execute($"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY{import}");
            return true;
        });
        _isInSnapshot = true;
    }
}
