using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>The database that the facts are kept in, whichever it is. Nobody outside of Storage knows more of it.</summary>
/// <remarks>
/// The port has no rule in it: what a poll means is Core's. It is batch-shaped, because a call for each store would be a round trip for
/// each store
/// on a server, and no call of it is made for each poll. What kind of failure an exception of it is says <see cref="StorageFailure"/>.
/// </remarks>
internal interface IFacts
{
    /// <summary>The database, as the user named it; fit for messages.</summary>
    string Name { get; }

    /// <summary>Whether the database is there.</summary>
    bool Exists { get; }

    /// <summary>Where polls that do not fit into memory are kept until they are written.</summary>
    string ScratchFolder { get; }

    /// <summary>Creates what is missing, and verifies that it is a database of this version that has lost nothing.</summary>
    /// <exception cref="DatabaseRefusedException">It belongs to another version or program, or it has lost facts.</exception>
    /// <exception cref="IOException">It cannot be read or written; the message names it.</exception>
    void Prepare();

    /// <summary>Begins what a service needs while it runs on the database; it ends when it is disposed of.</summary>
    /// <exception cref="IOException">Another service runs on the database, and only one may.</exception>
    IDisposable BeginService();

    /// <summary>A reader of its own; the caller disposes of it.</summary>
    IFactsReader OpenReader();

    /// <summary>So many readers, at least one, that see the same facts.</summary>
    /// <exception cref="DatabaseRefusedException">The database has lost facts, or was replaced.</exception>
    IFactsSnapshot OpenSnapshot(int readers);

    /// <summary>Begins to write in bulk: what is committed is on the disk.</summary>
    /// <exception cref="IOException">The database may not be written.</exception>
    IFactsWriter OpenWriter();

    /// <summary>Opens the log in which live polls are acknowledged.</summary>
    /// <exception cref="IOException">The database may not be written.</exception>
    IPollLog OpenLog();

    /// <summary>Begins to remove facts.</summary>
    /// <exception cref="IOException">The database may not be written.</exception>
    IFactsRemover OpenRemover();

    /// <summary>Whether the database is kept in the file at a path, or has a file of its own there.</summary>
    bool IsKeptIn(OutputPath path);

    /// <summary>Why a backup cannot be written to a file; <c>null</c> when it can.</summary>
    /// <param name="isForced">Whether it may replace a file that is no backup.</param>
    string? ProblemWithBackup(string file, bool isForced);

    /// <summary>Copies everything that is stored to a file, while others read and write, and verifies the copy.</summary>
    /// <exception cref="IOException">The backup cannot be written.</exception>
    BackupSummary Backup(string file, CancellationToken cancel);
}

/// <summary>What was written to a backup.</summary>
internal sealed record BackupSummary(FactsState Facts, long Polls);
