using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Log;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Stores the facts of one file in a transaction of SQLite.</summary>
internal sealed class SqliteTransactionOfFile : IFactsTransaction
{
    private readonly SqliteConnection _connection;
    private readonly StoreKeys _keys;
    private readonly ChangeOrigin _origin;
    private readonly SqliteTransaction _transaction;
    private readonly StoreInserts _inserts;
    private readonly long _changesBefore;

    // Made when the first fact of the kind comes.
    private PollWriter? _polls;
    private StoreUpdates? _stores;
    private ChangeLog? _log;

    public SqliteTransactionOfFile(SqliteConnection connection, StoreKeys keys, ChangeOrigin origin)
    {
        (_connection, _keys, _origin, _transaction) = (connection, keys, origin, connection.BeginTransaction());
        try
        {
            // Live polls came before those of the file, and facts may change only behind an empty log.
            LogFold.FoldAll(connection);
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

    public int StoredKeyOf(int storeKey) => _keys.StoredKeyOf(storeKey);

    public string?[] ReadTexts(StoreColumn column, IReadOnlyList<int> storedKeys)
    {
        var texts = new string?[storedKeys.Count];
        for (var index = 0; index < texts.Length; index++)
            texts[index] = Stores.Read(storedKeys[index], column) is { } text ? Encoding.UTF8.GetString(text) : null;
        return texts;
    }

    public Dictionary<int, string> ReadAllTexts(StoreColumn column)
    {
        var name = column.NameOf();
        using var select = new RawStatement(_connection, $"SELECT store_key, {name} FROM {StoredStore.Table} WHERE {name} IS NOT NULL");
        var texts = new Dictionary<int, string>();
        while (select.Step())
            texts.Add((int)select.Int64(0), select.Text(1));
        return texts;
    }

    public void WriteTexts(StoreColumn column, IReadOnlyList<TextChange> changes)
    {
        foreach (var change in changes)
        {
            var text = change.Text is null ? [] : Encoding.UTF8.GetBytes(change.Text);
            var isChanged = Stores.Set(change.StoreKey, column, text, change.Text is null, change.IsRecorded, out var number);
            if (isChanged && change.IsRecorded)
                (_log ??= new ChangeLog(_connection, _origin)).Record(column, change, number);
        }
    }

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
        _log?.Dispose();
        _inserts?.Dispose();
    }
}
