using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Files;

namespace StoreMonitor.Storage;

/// <summary>A failure of the database or of a file, in words for those who use the program.</summary>
internal static class FailureText
{
    // ENOSPC, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL, as .NET puts them into an exception.
    private static readonly int[] DiskFullCodes = [28, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>For the person at the machine: with the paths that the failure is about.</summary>
    public static string Of(Exception failure) => failure switch
    {
        SqliteException sqlite => OfSqlite(sqlite),
        _ => failure.Message,
    };

    /// <summary>For a client elsewhere: what kind of failure it was, and nothing about the machine. The log has the rest.</summary>
    public static string WithoutPaths(Exception failure) => failure switch
    {
        SqliteException sqlite => OfSqlite(sqlite),
        DatabaseRefusedException => "the database was replaced, or has lost facts that it had: see the log of the service",
        DiskFullException => "the disk is full",
        IOException io when IsDiskFull(io) => "the disk is full",
        IOException or UnauthorizedAccessException => "the file of the report could not be written",
        _ => "the report could not be computed",
    };

    /// <summary>Whether a file could not be written because its disk is full.</summary>
    public static bool IsDiskFull(IOException failure) => failure is DiskFullException || DiskFullCodes.Contains(failure.HResult);

    // The index of the log is a file too, and SQLite has a code of its own for one that cannot grow.
    private static bool IsFull(SqliteException failure) =>
        failure.SqliteErrorCode == raw.SQLITE_FULL || failure.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE;

    // The words of SQLite itself say nothing more.
    private static string WhatIsDamaged(SqliteException failure) =>
        failure.Message.StartsWith("SQLite Error", StringComparison.Ordinal) ? "" : $" ({failure.Message})";

    private static string OfSqlite(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "the database file is not a SQLite database",
        raw.SQLITE_CORRUPT => $"the database file is damaged{WhatIsDamaged(failure)}: restore a backup, or ingest the CSVs into a new database",
        raw.SQLITE_FULL or raw.SQLITE_IOERR when IsFull(failure) => "the disk is full; the work in progress is rolled back",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "the database is held by another process; try again when it is done",
        raw.SQLITE_READONLY => "the database cannot be written: it, or its folder, is read-only",
        raw.SQLITE_CANTOPEN => "the database file cannot be opened or made",
        raw.SQLITE_IOERR => "the disk failed while the database was read or written",
        _ => $"the database failed: {failure.Message}",
    };
}
