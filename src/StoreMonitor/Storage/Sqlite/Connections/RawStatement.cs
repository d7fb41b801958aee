using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>
/// A prepared statement of SQLite itself, on a connection of either kind. Not thread-safe, and to be disposed of before it.
/// </summary>
/// <remarks>
/// For the hot paths: a command object boxes each parameter and each value read, which doubles the time of an ingest.
/// Parameters are numbered from 1 and columns from 0, as in SQLite.
/// </remarks>
internal sealed unsafe class RawStatement : IStoredRow, IDisposable
{
    // What has the connection's address: it must not be collected, and the connection closed, while the statement is in use.
    private readonly object _owner;
    private readonly nint _connection;
    private nint _statement;

    /// <exception cref="SqliteException">The database has no such table or column, or cannot be read.</exception>
    public RawStatement(ReadConnection connection, string sql)
        : this(connection, connection.Handle, sql)
    {
    }

    /// <inheritdoc cref="RawStatement(ReadConnection, string)"/>
    public RawStatement(SqliteConnection connection, string sql)
        : this(
            connection,
            (connection.Handle ?? throw new InvalidOperationException("the connection is not open")).DangerousGetHandle(),
            sql)
    {
    }

    private RawStatement(object owner, nint connection, string sql)
    {
        (_owner, _connection) = (owner, connection);
        _statement = SqliteApi.Prepare(connection, sql);
    }

    public void Bind(int parameter, long value) => Check(SqliteApi.sqlite3_bind_int64(_statement, parameter, value));

    public void BindNull(int parameter) => Check(SqliteApi.sqlite3_bind_null(_statement, parameter));

    /// <summary>Binds text, which is copied.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span pins to null, which SQLite would bind as NULL instead of ''.
        fixed (byte* text = utf8.IsEmpty ? " "u8 : utf8)
            Check(SqliteApi.sqlite3_bind_text(_statement, parameter, text, utf8.Length, SqliteApi.Transient));
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Step()
    {
        var result = SqliteApi.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Check(result);
        return result == raw.SQLITE_ROW;
    }

    public long Int64(int column) => SqliteApi.sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => SqliteApi.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public bool IsInteger(int column) => SqliteApi.sqlite3_column_type(_statement, column) == raw.SQLITE_INTEGER;

    /// <exception cref="SqliteException">There is no text where one must be: the database is damaged.</exception>
    public string Text(int column)
    {
        var text = SqliteApi.sqlite3_column_text(_statement, column);
        if (text is null)
            throw new DamagedFactsException("a text");
        return Encoding.UTF8.GetString(text, SqliteApi.sqlite3_column_bytes(_statement, column));
    }

    /// <summary>Text as the bytes that are stored; valid until the next step or reset.</summary>
    /// <remarks>Without a copy; UTF-8 in a database that this program made.</remarks>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        var text = SqliteApi.sqlite3_column_blob(_statement, column);
        return new ReadOnlySpan<byte>(text, SqliteApi.sqlite3_column_bytes(_statement, column));
    }

    /// <summary>Ends the current run, so that the statement can be bound and stepped anew.</summary>
    public void Reset() => Check(SqliteApi.sqlite3_reset(_statement));

    public void Dispose()
    {
        _ = SqliteApi.sqlite3_finalize(_statement);
        _statement = 0;
        GC.KeepAlive(_owner);
    }

    private void Check(int result) => SqliteApi.Check(result, _connection);
}
