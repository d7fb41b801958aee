using StoreMonitor.Storage.Postgres.Connections;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage;

/// <summary>What kind of failure of the database an exception is: it decides what is retried and what a caller is told.</summary>
internal enum StorageFailureKind
{
    /// <summary>Another process holds the database. Nothing was stored, and the same will succeed later.</summary>
    Busy,

    /// <summary>The database, or its folder, cannot be written or opened. Nothing was stored.</summary>
    Unwritable,

    /// <summary>The disk of the database is full. Nothing was stored.</summary>
    Full,

    /// <summary>What is stored is not what was stored before.</summary>
    Damaged,

    /// <summary>
    /// The server of the database could not be reached, or the connection to it was lost. What was not committed is not stored.
    /// </summary>
    ConnectionLost,

    /// <summary>Anything else, such as a statement that does not fit the schema.</summary>
    Other,
}

/// <summary>A failure of the database, whichever database it is.</summary>
/// <param name="Text">The failure in words for those who use the program, without paths.</param>
internal sealed record StorageFailure(StorageFailureKind Kind, string Text)
{
    /// <summary>Whether another process holds the database; nothing was stored, and the same will succeed later.</summary>
    public bool IsBusy => Kind == StorageFailureKind.Busy;

    /// <summary>Whether nothing can be stored until somebody has seen to the machine; nothing was stored by what failed.</summary>
    public bool IsUnwritable => Kind is StorageFailureKind.Unwritable or StorageFailureKind.Full;

    /// <summary>Whether the same may succeed later, without a change of what is asked for.</summary>
    public bool MayPass => IsBusy || IsUnwritable || Kind == StorageFailureKind.ConnectionLost;

    /// <summary>The failure of the database that an exception is; <c>null</c> when it is another failure.</summary>
    /// <remarks>Static, because the outermost handlers have no database at hand.</remarks>
    public static StorageFailure? Of(Exception failure) => failure switch
    {
        DamagedFactsException damaged => new StorageFailure(
            StorageFailureKind.Damaged,
            $"the database file is damaged ({damaged.Message}): restore a backup, or ingest the CSVs into a new database"),
        _ => SqliteFailure.Describe(failure) ?? ServerFailure.Describe(failure),
    };

    /// <summary>The same for an exception that is caused by one of the database, as those of EF Core are.</summary>
    public static StorageFailure? In(Exception failure) => Of(failure) ?? (failure.InnerException is { } cause ? Of(cause) : null);
}
