using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Polls;

namespace StoreMonitor.Storage.Sqlite.Log;

/// <summary>Moves what the log has into chunks, in slices of whole stores, each in a transaction of its own.</summary>
/// <remarks>
/// The entries are removed with the last slice. Until then a poll can be in a chunk and in the log, which is harmless, because it is the
/// same poll and the log goes first. So a process that is killed between two slices has lost nothing and stored nothing twice.
/// </remarks>
internal sealed class LogFold
{
    // A slice holds the write lock for some 10 ms, in which no poll is acknowledged. Chosen.
    private const int PollsPerSlice = 1 << 13;
    private const int StoresPerSlice = 1 << 9;

    private readonly LoggedPolls _polls;
    private readonly long _foldedVersion;
    private readonly long _version;
    private readonly long _lastLogged;
    private int _start;

    private LogFold(LoggedPolls polls, long foldedVersion, long version, long lastLogged) =>
        (_polls, _foldedVersion, _version, _lastLogged) = (polls, foldedVersion, version, lastLogged);

    /// <summary>Begins to fold what the log has now; <c>null</c> when it is empty.</summary>
    public static LogFold? Begin(SqliteConnection connection)
    {
        var (polls, state) = LogRows.Read(connection);
        return polls.IsEmpty ? null : new LogFold(polls, state.FoldedVersion, state.Version, state.LastLogged);
    }

    /// <summary>Folds the whole log inside the caller's transaction, which is about to change facts in another way.</summary>
    public static void FoldAll(SqliteConnection connection)
    {
        if (Begin(connection) is { } fold)
            fold.Write(connection, fold._polls.All.Length);
    }

    /// <summary>Folds the next slice in a transaction of its own.</summary>
    /// <returns>
    /// Whether this was the last one. Also when another process has folded the log or changed the facts since: there is nothing left to do
    /// then.
    /// </returns>
    public bool WriteSlice(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        if (FactsMetadata.ReadRow(connection).Version != _foldedVersion)
            return true;

        Write(connection, _polls.EndOfSlice(_start, PollsPerSlice, StoresPerSlice));
        transaction.Commit();
        return _start == _polls.All.Length;
    }

    private void Write(SqliteConnection connection, int end)
    {
        using (var writer = new PollWriter(new ChunkTable(connection)))
            writer.Take(_polls.All[_start..end]);
        _start = end;
        if (end < _polls.All.Length)
        {
            FactsMetadata.UpdateStores(connection);
            return;
        }

        using var delete = new RawStatement(connection, "DELETE FROM poll_log WHERE sequence <= ?1");
        delete.Bind(1, _lastLogged);
        delete.Step();
        FactsMetadata.SetFoldedVersion(connection, _version);
    }
}
