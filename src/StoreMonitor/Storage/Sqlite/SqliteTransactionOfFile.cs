using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Stores the facts of one file in a transaction of SQLite.</summary>
internal sealed class SqliteTransactionOfFile : IFactsTransaction
{
    private readonly SqliteConnection _connection;
    private readonly StoreKeys _keys;
    private readonly SqliteTransaction _transaction;
    private readonly StoreInserts _inserts;
    private readonly long _changesBefore;

    // Made when the first fact of the kind comes.
    private PollWriter? _polls;
    private StoreUpdates? _stores;

    public SqliteTransactionOfFile(SqliteConnection connection, StoreKeys keys)
    {
        (_connection, _keys, _transaction) = (connection, keys, connection.BeginTransaction());
        try
        {
            _changesBefore = FactsMetadata.ChangesOf(connection);
            _inserts = new StoreInserts(connection);
            keys.Settle(_inserts);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public WriteCounts Polls => _polls?.Counts ?? default;

    private StoreUpdates Stores => _stores ??= new StoreUpdates(_connection);

    public void Take(ReadOnlySpan<PollFact> sorted) => (_polls ??= new PollWriter(new ChunkTable(_connection), _keys)).Take(sorted);

    public WriteCounts SetWeek(int storeKey, IReadOnlyCollection<HoursFact> rows, IReadOnlyCollection<int> closedDays) =>
        new BusinessHoursWriter(Stores).Write(_keys.StoredKeyOf(storeKey), rows, closedDays);

    public bool KeepWeek(int storeKey, string problem) =>
        new BusinessHoursWriter(Stores).Keep(_keys.StoredKeyOf(storeKey), problem);

    public WriteCounts SetZone(int storeKey, string zoneId) =>
        new ZoneWriter(Stores).Write(_keys.StoredKeyOf(storeKey), zoneId);

    public bool KeepZone(int storeKey, string problem) =>
        new ZoneWriter(Stores).Keep(_keys.StoredKeyOf(storeKey), problem);

    public void Commit(FileStamp file)
    {
        DisposeStatements();
        FactsMetadata.AdvanceVersionIfChanged(_connection, _changesBefore);

        // After the version, which counts changed rows: that a file was read again is no new fact.
        IngestedFiles.Record(_connection, file);
        _transaction.Commit();
    }

    public void Dispose()
    {
        DisposeStatements();
        _transaction.Dispose();
    }

    private void DisposeStatements()
    {
        _polls?.Dispose();
        _stores?.Dispose();
        _inserts?.Dispose();
    }
}
