using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Hosting;

/// <summary>A failure in a sentence for its user: what is wrong, and no stack trace.</summary>
internal static class FailureText
{
    public static string Of(Exception failure) => failure switch
    {
        SqliteException sqlite => OfSqlite(sqlite),
        _ => failure.Message,
    };

    private static string OfSqlite(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "the database file is not a SQLite database",
        raw.SQLITE_CORRUPT => "the database file is damaged: restore it from a copy, or ingest anew into another",
        raw.SQLITE_FULL => "the disk is full; what was under way is rolled back",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "the database is held by another process; try again when it is done",
        raw.SQLITE_READONLY => "the database cannot be written: it, or its folder, is read-only",
        raw.SQLITE_CANTOPEN => "the database file cannot be opened or made",
        raw.SQLITE_IOERR => "the disk failed while the database was read or written",
        _ => $"the database failed: {failure.Message}",
    };
}
