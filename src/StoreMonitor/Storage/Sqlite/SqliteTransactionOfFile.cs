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
    private BusinessHoursWriter? _weeks;
    private ZoneWriter? _zones;

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

    public void Take(ReadOnlySpan<PollFact> sorted) => (_polls ??= new PollWriter(_connection, _keys)).Take(sorted);

    public WriteCounts SetWeek(int storeKey, IReadOnlyCollection<HoursFact> rows, IReadOnlyCollection<int> closedDays) =>
        (_weeks ??= new BusinessHoursWriter(_connection)).Write(_keys.StoredKeyOf(storeKey), rows, closedDays);

    public bool KeepWeek(int storeKey, string problem) =>
        (_weeks ??= new BusinessHoursWriter(_connection)).Keep(_keys.StoredKeyOf(storeKey), problem);

    public WriteCounts SetZone(int storeKey, string zoneId) =>
        (_zones ??= new ZoneWriter(_connection)).Write(_keys.StoredKeyOf(storeKey), zoneId);

    public bool KeepZone(int storeKey, string problem) =>
        (_zones ??= new ZoneWriter(_connection)).Keep(_keys.StoredKeyOf(storeKey), problem);

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
        _weeks?.Dispose();
        _zones?.Dispose();
        _inserts?.Dispose();
    }
}
