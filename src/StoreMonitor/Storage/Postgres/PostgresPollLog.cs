using NodaTime;
using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Postgres.Connections;
using StoreMonitor.Storage.Postgres.Polls;
using StoreMonitor.Storage.Postgres.Stores;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Takes in live polls on PostgreSQL: a commit merges them into the chunks at once, so there is nothing to fold.</summary>
/// <remarks>
/// The batches that wait share a transaction, which reads and changes only the stores that they name. A log in front of the chunks, as on
/// SQLite, would cost less for each poll: docs/decisions/0019.
/// </remarks>
internal sealed class PostgresPollLog(PostgresDatabase database) : IPollLog
{
    // Below how long polls wait for a database that another process holds: the caller tries again. Chosen.
    private static readonly Duration LockTimeout = Duration.FromSeconds(1);

    // The version of the facts when the keys were read, and after the latest commit here: what differs was committed by others.
    private long _keysVersion;
    private long? _committed;

    // Replaced by the thread that logs, and read by all that make batches.
    private volatile StoreKeys _keys = new(0);

    public StoreKeys Keys => _keys;

    public long Unfolded => 0;

    public void Append(IReadOnlyList<LoggedBatch> batches)
    {
        using var connection = database.OpenTried();
        try
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute($"SET LOCAL lock_timeout = {PostgresCommands.Literal((long)LockTimeout.TotalMilliseconds)}");
            var facts = FactsRow.Lock(connection);
            if (_committed != facts.Version)
                ReadKeys(connection, facts);
            var after = Write(connection, facts, batches);
            CommitOutcome.Commit(database, connection, transaction);
            _keys.MarkStored();
            _committed = after.Version;
        }
        catch (Exception failure)
        {
            // Keys may have been given to stores that are not stored.
            _committed = null;
            if (StorageFailure.Of(failure) is { IsBusy: true })
                throw new DatabaseBusyException();
            throw;
        }
    }

    public bool FoldSlice() => false;

    public void Dispose()
    {
        // A connection is held by a commit only.
    }

    private void ReadKeys(NpgsqlConnection connection, FactsState facts)
    {
        var keys = new StoreKeys(facts.Version);
        foreach (var row in StoreRows.ReadAll(connection, facts).All)
            keys.Add(row[StoreColumn.StoreId]!, row.Key);
        (_keys, _keysVersion) = (keys, facts.Version);
    }

    private FactsState Write(NpgsqlConnection connection, FactsState facts, IReadOnlyList<LoggedBatch> batches)
    {
        var polls = new List<PollFact>();
        foreach (var batch in batches)
            polls.AddRange(batch.Resolve(_keys));
        var sorted = polls.ToArray();
        PollOrder.Sort(sorted, new PollFact[sorted.Length]);

        // Nobody else has changed the stores since the keys were read, so the keys of new stores are free.
        var stores = StoreRows.Read(connection, facts with { Version = _keysVersion }, sorted.Select(poll => poll.StoreKey).Distinct());
        _keys.Settle(stores);
        var chunks = new ChunkRows(connection, stores);
        using var writer = new PollWriter(chunks);
        writer.Take(sorted);
        stores.Store(connection);
        var latest = Math.Max(facts.LatestPollMicroseconds, chunks.LatestPoll);
        return FactsChange.Store(connection, facts with { LatestPollMicroseconds = latest }, stores, chunks.IsChanged);
    }
}
