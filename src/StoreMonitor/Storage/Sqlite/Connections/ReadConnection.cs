using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>A connection that facts are read from, for one thread at a time. Whoever writes has one of Microsoft.Data.Sqlite.</summary>
/// <remarks>Open in a tenth of a millisecond, where a first one of Microsoft.Data.Sqlite takes 20: docs/decisions/0010.</remarks>
internal sealed class ReadConnection : IDisposable
{
    private const string UriStart = "file:";

    // What a file that is read without locks looked like before; null when the locks see to it that nobody changes what is being read.
    private readonly FileInfo? _unlocked;
    private nint _handle;

    /// <param name="file">An existing file, or its <c>file:</c> address.</param>
    /// <param name="isReadOnly">Whether not even the log may be written, which a reader cleans up as a rule.</param>
    /// <param name="vfs">The file system of SQLite to use; <c>null</c> for the usual one.</param>
    /// <param name="busyTimeout">How long to wait for another process.</param>
    /// <exception cref="SqliteException">It cannot be opened, or is not there.</exception>
    /// <param name="unlocked">The file, when it is read without locks: see <see cref="MustBeUnchanged"/>.</param>
    public ReadConnection(string file, bool isReadOnly, string? vfs, TimeSpan busyTimeout, string? unlocked = null)
    {
        if (unlocked is not null)
            (_unlocked = new FileInfo(unlocked)).Refresh();
        var flags = raw.SQLITE_OPEN_NOMUTEX | (isReadOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE);
        if (file.StartsWith(UriStart, StringComparison.OrdinalIgnoreCase))
            flags |= raw.SQLITE_OPEN_URI;
        _handle = SqliteApi.Open(file, flags, vfs);
        _ = SqliteApi.sqlite3_busy_timeout(_handle, (int)busyTimeout.TotalMilliseconds);
    }

    /// <summary>For <see cref="RawStatement"/>: its address in SQLite.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle == 0, this);
            return _handle;
        }
    }

    /// <summary>Whether the file may be written.</summary>
    public bool MayWrite => SqliteApi.IsReadOnly(Handle) == 0;

    /// <summary>Leaves the log as it is when this is the last connection that closes.</summary>
    public void KeepLog() => SqliteApi.KeepLog(Handle);

    /// <summary>That nobody has changed a file that was read without locks.</summary>
    /// <exception cref="IOException">Somebody has: what was read may be a mixture.</exception>
    public void MustBeUnchanged()
    {
        if (_unlocked is null)
            return;

        // An empty log has changed nothing: it was there before (ReadAccess), or somebody is about to write to it.
        var now = new FileInfo(_unlocked.FullName);
        var log = new FileInfo(_unlocked.FullName + "-wal");
        if (now.Length != _unlocked.Length || now.LastWriteTimeUtc != _unlocked.LastWriteTimeUtc || log is { Exists: true, Length: > 0 })
        {
            throw new IOException(
                $"the database {_unlocked.FullName} was changed while it was read by somebody who may not write it: try again");
        }
    }

    /// <summary>From here on, all reads see the facts as the first of them does, until <see cref="EndSnapshot"/>.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public void BeginSnapshot() => Execute("BEGIN");

    /// <summary>Sees what was written meanwhile again.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public void EndSnapshot() => Execute("COMMIT");

    /// <summary>Closes it, and ends its snapshot.</summary>
    public void Dispose()
    {
        _ = SqliteApi.sqlite3_close_v2(_handle);
        _handle = 0;
    }

    /// <summary>Runs a statement to its end.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Execute(string sql)
    {
        using var statement = new RawStatement(this, sql);
        while (statement.Step())
        {
        }
    }
}
