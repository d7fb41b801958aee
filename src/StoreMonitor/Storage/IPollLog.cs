using StoreMonitor.Storage.Log;

namespace StoreMonitor.Storage;

/// <summary>
/// The log in front of the chunks, in which live polls are acknowledged: docs/decisions/0021. For one thread, except for the keys.
/// </summary>
internal interface IPollLog : IDisposable
{
    /// <summary>
    /// The keys by which batches that are made now name their stores. Any thread may look them up. A batch stays valid when they are
    /// replaced.
    /// </summary>
    StoreKeys Keys { get; }

    /// <summary>How many polls are logged and not folded yet, those that came several times included.</summary>
    long Unfolded { get; }

    /// <summary>Logs batches in one transaction. When it returns, they are on the disk, and may be acknowledged.</summary>
    /// <remarks>
    /// When it throws, nothing may be acknowledged. Nothing is stored then, unless the failure came after the commit; the caller's client
    /// sends the polls again, which changes nothing (rule R1).
    /// </remarks>
    /// <exception cref="DatabaseBusyException">Another process holds the database. The same batches can be logged again.</exception>
    /// <exception cref="DatabaseRefusedException">The database was replaced by another one.</exception>
    void Append(IReadOnlyList<LoggedBatch> batches);

    /// <summary>Moves a slice of the log into chunks. It holds up no reader, and writers for a short time.</summary>
    /// <returns>Whether more of what was in the log when the first slice was folded is left.</returns>
    /// <exception cref="DatabaseBusyException">Another process holds the database. The slice can be folded later.</exception>
    bool FoldSlice();
}
