using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Log;

/// <summary>The statements of a commit of live polls, prepared once.</summary>
internal sealed class LogStatements(SqliteConnection connection) : IDisposable
{
    private readonly RawStatement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly RawStatement _commit = new(connection, "COMMIT");
    private readonly RawStatement _rollBack = new(connection, "ROLLBACK");
    private readonly RawStatement _dataVersion = new(connection, "PRAGMA data_version");
    private readonly RawStatement _insert = new(
        connection,
        """
        INSERT INTO poll_log (sequence, after_version, version, latest_poll_us, from_us, poll_count, text_checksum, checksum, polls)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """);

    public void Begin() => Run(_begin);

    public void Commit() => Run(_commit);

    /// <summary>Ends the transaction, which SQLite may have ended already.</summary>
    public void TryRollBack()
    {
        try
        {
            Run(_rollBack);
        }
        catch (SqliteException)
        {
            // There is no transaction any more: SQLite rolls back by itself when the disk is full.
        }
    }

    /// <summary>A number that changes when another connection has committed.</summary>
    public long ReadDataVersion()
    {
        _dataVersion.Step();
        var version = _dataVersion.Int64(0);
        _dataVersion.Reset();
        return version;
    }

    public void Insert(LogEntry entry, ReadOnlySpan<byte> text)
    {
        _insert.Bind(1, entry.Sequence);
        _insert.Bind(2, entry.AfterVersion);
        _insert.Bind(3, entry.Version);
        _insert.Bind(4, entry.LatestPollMicroseconds);
        _insert.Bind(5, entry.FromMicroseconds);
        _insert.Bind(6, entry.PollCount);
        _insert.Bind(7, entry.TextChecksum);
        _insert.Bind(8, entry.ComputeChecksum());
        _insert.Bind(9, text);
        Run(_insert);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollBack.Dispose();
        _dataVersion.Dispose();
        _insert.Dispose();
    }

    private static void Run(RawStatement statement)
    {
        try
        {
            statement.Step();
        }
        catch
        {
            // Reset reports the failure of the step again.
            try
            {
                statement.Reset();
            }
            catch (SqliteException)
            {
            }

            throw;
        }

        statement.Reset();
    }
}
