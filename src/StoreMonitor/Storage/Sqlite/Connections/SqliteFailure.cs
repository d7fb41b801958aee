using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>What a failure of SQLite says of the database.</summary>
internal static class SqliteFailure
{
    /// <summary>The kind and the text of a failure of SQLite; <c>null</c> for any other failure.</summary>
    public static StorageFailure? Describe(Exception failure) =>
        failure is SqliteException sqlite ? new StorageFailure(KindOf(sqlite), TextOf(sqlite)) : null;

    private static StorageFailureKind KindOf(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StorageFailureKind.Busy,
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => StorageFailureKind.Damaged,
        raw.SQLITE_FULL or raw.SQLITE_IOERR when IsFull(failure) => StorageFailureKind.Full,
        raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN => StorageFailureKind.Unwritable,
        _ => StorageFailureKind.Other,
    };

    private static string TextOf(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "the database file is not a SQLite database",
        raw.SQLITE_CORRUPT =>
            $"the database file is damaged{WhatIsDamaged(failure)}: restore a backup, or ingest the CSVs into a new database",
        raw.SQLITE_FULL or raw.SQLITE_IOERR when IsFull(failure) => "the disk is full; the work in progress is rolled back",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "the database is held by another process; try again when it is done",
        raw.SQLITE_READONLY => "the database cannot be written: it, or its folder, is read-only",
        raw.SQLITE_CANTOPEN => "the database file cannot be opened or made",
        raw.SQLITE_IOERR => "the disk failed while the database was read or written",
        _ => $"the database failed: {failure.Message}",
    };

    // The index of the log is a file too, and SQLite has a code of its own for one that cannot grow.
    private static bool IsFull(SqliteException failure) =>
        failure.SqliteErrorCode == raw.SQLITE_FULL || failure.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE;

    // The words of SQLite itself say nothing more.
    private static string WhatIsDamaged(SqliteException failure) =>
        failure.Message.StartsWith("SQLite Error", StringComparison.Ordinal) ? "" : $" ({failure.Message})";
}
