using System.Data.Common;
using System.Net.Sockets;

namespace StoreMonitor.Storage.Postgres.Connections;

/// <summary>What a failure of a PostgreSQL server, or of the way to it, says of the database.</summary>
/// <remarks>
/// It reads the state that every driver of .NET gives, so that a failure of SQLite loads no driver of PostgreSQL. The states are those of
/// https://www.postgresql.org/docs/15/errcodes-appendix.html.
/// </remarks>
internal static class ServerFailure
{
    private const string LockNotAvailable = "55P03";
    private const string SerializationFailure = "40001";
    private const string DeadlockDetected = "40P01";
    private const string DiskFull = "53100";
    private const string TooManyConnections = "53300";
    private const string ReadOnlyTransaction = "25006";
    private const string InsufficientPrivilege = "42501";
    private const string IoError = "58030";
    private const string UndefinedTable = "42P01";
    private const string UndefinedColumn = "42703";
    private const string NoSuchDatabase = "3D000";

    /// <summary>The kind and the text of a failure; <c>null</c> for a failure of something else.</summary>
    public static StorageFailure? Describe(Exception failure) => failure switch
    {
        // The driver gives no state where the connection has ended without a word of the server, or none was made.
        DbException { SqlState: null, InnerException: IOException or SocketException or TimeoutException } => Lost(),
        DbException { SqlState: null } => new StorageFailure(
            StorageFailureKind.Other, $"the database server cannot be used: {failure.Message}"),
        DbException { SqlState: { } state } database => new StorageFailure(KindOf(state), TextOf(state, database)),
        _ => null,
    };

    /// <summary>Whether the connection was lost, or could not be made.</summary>
    public static bool IsConnectionLost(Exception failure) => Describe(failure)?.Kind == StorageFailureKind.ConnectionLost;

    private static StorageFailure Lost() => new(
        StorageFailureKind.ConnectionLost,
        "the database server cannot be reached, or the connection to it was lost: see whether it runs, and try again");

    private static StorageFailureKind KindOf(string state) => state switch
    {
        LockNotAvailable or SerializationFailure or DeadlockDetected or TooManyConnections => StorageFailureKind.Busy,
        DiskFull => StorageFailureKind.Full,
        ReadOnlyTransaction or InsufficientPrivilege or IoError => StorageFailureKind.Unwritable,
        "XX001" or "XX002" => StorageFailureKind.Damaged,
        _ when EndsConnection(state) => StorageFailureKind.ConnectionLost,
        _ => StorageFailureKind.Other,
    };

    private static string TextOf(string state, DbException failure) => state switch
    {
        LockNotAvailable => "the database is held by another process; try again when it is done",
        SerializationFailure or DeadlockDetected => "the database was changed by another process at the same time; try again",
        TooManyConnections => "the database server has no connection left: try again, or raise its max_connections",
        DiskFull => "the disk of the database server is full; the work in progress is rolled back",
        ReadOnlyTransaction =>
            "the database cannot be written: the server is a read-only standby, or its transactions are set to be read-only",
        InsufficientPrivilege => $"the user of the database lacks a right: {MessageOf(failure)}",
        IoError => "the disk of the database server failed while the database was read or written",
        NoSuchDatabase => "the server has no database of this name: the verbs serve and ingest create it, if the user may",
        UndefinedTable or UndefinedColumn => $"the database has not the schema of this version: {MessageOf(failure)}",
        "28P01" or "28000" => "the database server refused the user or the password",
        _ when EndsConnection(state) => "the database server has ended the connection, or is starting or stopping: try again",
        _ => $"the database failed: {MessageOf(failure)}",
    };

    // Class 08, and shutdown, crash, start and a dropped database.
    private static bool EndsConnection(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state is "57P01" or "57P02" or "57P03" or "57P04" or "57P05";

    // Npgsql puts the state before the words of the server, which are enough.
    private static string MessageOf(DbException failure)
    {
        var message = failure.Message.StartsWith($"{failure.SqlState}: ", StringComparison.Ordinal)
            ? failure.Message[(failure.SqlState!.Length + 2)..]
            : failure.Message;
        var end = message.IndexOfAny(['\r', '\n']);
        return end < 0 ? message : message[..end];
    }
}
