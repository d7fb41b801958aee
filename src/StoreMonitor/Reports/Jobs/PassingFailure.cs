using StoreMonitor.Storage;

namespace StoreMonitor.Reports.Jobs;

/// <summary>
/// Decides which failures of a report can pass without a change of the report or of the facts, and are worth another attempt.
/// </summary>
internal static class PassingFailure
{
    /// <summary>Whether another attempt may succeed.</summary>
    /// <returns>
    /// <c>true</c> when the database is busy or out of reach, a disk is full, or a file or disk could not be read or written.
    /// <c>false</c> when it would fail again: a database that is damaged or refused, a missing right, a defect of the program.
    /// </returns>
    public static bool Is(Exception failure) => failure switch
    {
        DatabaseBusyException or IOException => true,
        _ => StorageFailure.In(failure) is { MayPass: true },
    };
}
