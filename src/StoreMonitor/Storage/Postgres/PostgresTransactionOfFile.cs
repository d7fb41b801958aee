using System.Text;
using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Polls;
using StoreMonitor.Storage.Postgres.Stores;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Stores the facts of one file in a transaction of PostgreSQL.</summary>
/// <remarks>The row about all facts is locked first, so one file is stored at a time, and two writers cannot wait for each other.</remarks>
internal sealed class PostgresTransactionOfFile : IFactsTransaction
{
    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly StoreKeys _keys;
    private readonly NpgsqlTransaction _transaction;
    private readonly FactsState _facts;
    private readonly StoreRows _stores;
    private readonly ChunkRows _chunks;
    private readonly PollWriter _polls;
    private readonly ChangeLog _log;

    public PostgresTransactionOfFile(PostgresDatabase database, NpgsqlConnection connection, StoreKeys keys, ChangeOrigin origin)
    {
        (_database, _connection, _keys, _transaction) = (database, connection, keys, connection.BeginTransaction());
        _log = new ChangeLog(origin);
        try
        {
            _facts = FactsRow.Lock(connection);
            _stores = StoreRows.ReadAll(connection, _facts);
            _chunks = new ChunkRows(connection, _stores, keys);
            _polls = new PollWriter(_chunks, keys);
            keys.Settle(_stores);
        }
        catch
        {
            _transaction.Dispose();
            throw;
        }
    }

    public WriteCounts Polls => _polls.Counts;

    public void Take(ReadOnlySpan<PollFact> sorted) => _polls.Take(sorted);

    public int StoredKeyOf(int storeKey) => _keys.StoredKeyOf(storeKey);

    public string?[] ReadTexts(StoreColumn column, IReadOnlyList<int> storedKeys)
    {
        var texts = new string?[storedKeys.Count];
        for (var index = 0; index < texts.Length; index++)
            texts[index] = _stores.Read(storedKeys[index], column) is { } text ? Encoding.UTF8.GetString(text) : null;
        return texts;
    }

    public Dictionary<int, string> ReadAllTexts(StoreColumn column)
    {
        var texts = new Dictionary<int, string>();
        foreach (var store in _stores.All)
        {
            if (store[column] is { } text)
                texts.Add(store.Key, Encoding.UTF8.GetString(text));
        }

        return texts;
    }

    public void WriteTexts(StoreColumn column, IReadOnlyList<TextChange> changes)
    {
        foreach (var change in changes)
        {
            var text = change.Text is null ? [] : Encoding.UTF8.GetBytes(change.Text);
            if (_stores.Set(change.StoreKey, column, text, change.Text is null, change.IsRecorded, out var number) && change.IsRecorded)
                _log.Record(column, change, number);
        }
    }

    public void Commit(FileStamp file)
    {
        _stores.Store(_connection);
        _log.Send(_connection);
        var facts = _facts with { LatestPollMicroseconds = Math.Max(_facts.LatestPollMicroseconds, _chunks.LatestPoll) };
        FactsChange.Store(_connection, facts, _stores, _chunks.IsChanged);
        IngestedFiles.Record(_connection, file);
        CommitOutcome.Commit(_database, _connection, _transaction);
    }

    public void Dispose()
    {
        _polls.Dispose();
        _transaction.Dispose();
    }
}
