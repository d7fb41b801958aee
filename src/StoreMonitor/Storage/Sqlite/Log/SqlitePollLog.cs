using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite.Log;

/// <summary>The log of live polls in a SQLite file, on a connection of its own.</summary>
/// <remarks>
/// What the connection knows of the stores and of the facts stays valid until another one commits, which <c>data_version</c> shows. So a
/// commit inserts one row and reads nothing, unless a store is new.
/// </remarks>
internal sealed class SqlitePollLog : IPollLog
{
    private readonly Database _database;
    private readonly SqliteConnection _connection;
    private readonly FileEntry? _file;
    private readonly LogStatements _statements;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<PollFact> _polls = [];

    private FactsState _state;
    private long _dataVersion;
    private bool _isStale;
    private LogFold? _fold;

    // Replaced by the thread that logs, and read by all that make batches.
    private volatile StoreKeys _keys;

    public SqlitePollLog(Database database)
    {
        (_database, _connection) = (database, database.OpenForLog());
        try
        {
            _statements = new LogStatements(_connection);
            _file = FileEntry.At(database.RealPath);
            _keys = new StoreKeys(0);
            _state = Refresh();
        }
        catch
        {
            _statements?.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    public StoreKeys Keys => _keys;

    public long Unfolded { get; private set; }

    public void Append(IReadOnlyList<LoggedBatch> batches)
    {
        MustBeTheFile();
        Run(() => AppendInTransaction(batches));
        _keys.MarkStored();
        Unfolded += _polls.Count;
        _database.AcknowledgeVersion(_state);
    }

    public bool FoldSlice()
    {
        MustBeTheFile();
        _fold ??= LogFold.Begin(_connection);
        if (_fold is null)
            return false;

        try
        {
            if (!_fold.WriteSlice(_connection))
                return true;
        }
        catch (SqliteException failure)
        {
            _fold = null;
            throw Translated(failure);
        }

        _fold = null;
        Unfolded = LogRows.Count(_connection);
        return false;
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private void AppendInTransaction(IReadOnlyList<LoggedBatch> batches)
    {
        if (_isStale || _statements.ReadDataVersion() != _dataVersion)
            _state = Refresh();

        Clear();
        foreach (var batch in batches)
            _polls.AddRange(batch.Resolve(_keys));
        if (_keys.HasNew)
            InsertStores();
        _state = Insert(_state);
    }

    private void Clear()
    {
        _polls.Clear();
        _text.ResetWrittenCount();
    }

    private FactsState Refresh()
    {
        _dataVersion = _statements.ReadDataVersion();
        _keys = StoreInserts.ReadKeys(_connection);
        Unfolded = LogRows.Count(_connection);
        _isStale = false;
        return FactsMetadata.Read(_connection);
    }

    private void InsertStores()
    {
        using (var inserts = new StoreInserts(_connection))
            _keys.Settle(inserts);
        FactsMetadata.UpdateStores(_connection);
    }

    private FactsState Insert(FactsState before)
    {
        var polls = CollectionsMarshal.AsSpan(_polls);
        var latest = before.LatestPollMicroseconds;
        foreach (ref readonly var poll in polls)
            latest = Math.Max(latest, poll.AtMicroseconds);

        LogText.Write(polls, polls[0].AtMicroseconds, _text);
        var entry = new LogEntry(
            before.LastLogged + 1, before.Version, before.NextVersion(), latest, polls[0].AtMicroseconds, polls.Length,
            LogEntry.ChecksumOf(_text.WrittenSpan));
        _statements.Insert(entry, _text.WrittenSpan);
        return before with { Version = entry.Version, LatestPollMicroseconds = latest, LastLogged = entry.Sequence };
    }

    private void Run(Action write)
    {
        try
        {
            _statements.Begin();
        }
        catch (SqliteException failure)
        {
            throw Translated(failure);
        }

        try
        {
            FactsConnection.ChangesOn(_connection).Clear();
            write();
            _statements.Commit();
        }
        catch (Exception failure)
        {
            // Keys were given to stores that are not stored.
            _isStale = true;
            _statements.TryRollBack();
            throw Translated(failure);
        }
    }

    // The connection would go on in a file that was removed or replaced, where nobody would find the polls again.
    private void MustBeTheFile()
    {
        if (_file is { Inode: not 0 } opened && !opened.IsSameAs(FileEntry.At(_database.RealPath)))
            throw new DatabaseRefusedException(
                _database.Path, "was replaced while it was in use: stop the service before a copy is put in its place, and start it again");
    }

    private Exception Translated(Exception failure)
    {
        if (StorageFailure.Of(failure) is { IsBusy: true })
            return new DatabaseBusyException();
        return failure is SqliteException sqlite && WriteFailure.Behind(sqlite, _database.Path) is { } behind ? behind : failure;
    }
}
