using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Storage;

/// <summary>A connection that facts are read from, for one thread at a time. Whoever writes has one of Microsoft.Data.Sqlite.</summary>
/// <remarks>Open in a tenth of a millisecond, where a first one of Microsoft.Data.Sqlite takes 20: docs/decisions/0010.</remarks>
internal sealed class ReadConnection : IDisposable
{
    private const string UriStart = "file:";

    private nint _handle;

    /// <param name="file">An existing file, or its <c>file:</c> address.</param>
    /// <param name="isReadOnly">Whether not even the log may be written, which a reader cleans up as a rule.</param>
    /// <param name="vfs">The file system of SQLite to use; <c>null</c> for the usual one.</param>
    /// <param name="busyTimeout">How long to wait for another process.</param>
    /// <exception cref="SqliteException">It cannot be opened, or is not there.</exception>
    public ReadConnection(string file, bool isReadOnly, string? vfs, TimeSpan busyTimeout)
    {
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
