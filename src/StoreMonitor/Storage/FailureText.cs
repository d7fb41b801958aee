using StoreMonitor.Files;

namespace StoreMonitor.Storage;

/// <summary>A failure of the database or of a file, in words for those who use the program.</summary>
internal static class FailureText
{
    // ENOSPC, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL, as .NET puts them into an exception.
    private static readonly int[] DiskFullCodes = [28, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>For the person at the machine: with the paths that the failure is about.</summary>
    public static string Of(Exception failure) => StorageFailure.Of(failure)?.Text ?? failure.Message;

    /// <summary>For a client elsewhere: what kind of failure it was, and nothing about the machine. The log has the rest.</summary>
    public static string WithoutPaths(Exception failure) => StorageFailure.Of(failure)?.Text ?? failure switch
    {
        DatabaseRefusedException => "the database was replaced, or has lost facts that it had: see the log of the service",
        CommitUnknownException => failure.Message,
        DiskFullException => "the disk is full",
        IOException io when IsDiskFull(io) => "the disk is full",
        IOException or UnauthorizedAccessException => "the file of the report could not be written",
        _ => "the report could not be computed",
    };

    /// <summary>The same for a failure to write the database.</summary>
    public static string OfDatabase(Exception failure) => failure is IOException io && !IsDiskFull(io)
        ? "the database, or its folder, cannot be written"
        : WithoutPaths(failure);

    /// <summary>Whether a file could not be written because its disk is full.</summary>
    public static bool IsDiskFull(IOException failure) => failure is DiskFullException || DiskFullCodes.Contains(failure.HResult);
}
