using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Storage;

/// <summary>Writes facts in bulk, one transaction for each input file.</summary>
internal interface IFactsWriter : IDisposable
{
    /// <summary>The keys of all stores, for one file; they are read without a lock.</summary>
    StoreKeys ReadKeys();

    /// <summary>Begins a transaction, and inserts the stores that are new in it. Nobody else can write until it ends.</summary>
    /// <param name="keys">The keys by which the facts name their stores.</param>
    IFactsTransaction Begin(StoreKeys keys);

    /// <summary>How many stores have facts of one kind and lack another.</summary>
    StoreMatches CountMatches();

    /// <summary>
    /// Records what is committed outside of the database too, where that is needed: nothing may be acknowledged to anybody before.
    /// </summary>
    /// <exception cref="IOException">It could not be recorded.</exception>
    void Acknowledge();

    /// <summary>
    /// The failure to throw instead of one of the database, when the system says more than the database; otherwise <c>null</c>.
    /// </summary>
    /// <remarks>To be called in an exception filter, while the writer and its files are still open.</remarks>
    IOException? CauseOf(Exception failure);
}

/// <summary>A transaction that takes the facts of one file. What is not committed is rolled back when it is disposed of.</summary>
/// <remarks>Stores are named by the keys that it was begun with.</remarks>
internal interface IFactsTransaction : IPollSink, IDisposable
{
    /// <summary>What became of the polls that were taken.</summary>
    WriteCounts Polls { get; }

    /// <summary>Makes rows the week of a store.</summary>
    /// <param name="rows">A row given twice counts once.</param>
    /// <param name="closedDays">For each row that says that the store is closed on a day, the day.</param>
    /// <returns>
    /// For each row given: unchanged if the store had it already (or it was given before), otherwise stored if the store had no week,
    /// and replaced if it had another. Removed are the rows of the former week that are gone.
    /// </returns>
    WriteCounts SetWeek(int storeKey, IReadOnlyCollection<HoursFact> rows, IReadOnlyCollection<int> closedDays);

    /// <summary>Leaves the week of a store as it is, because rows about it were rejected.</summary>
    /// <param name="problem">Why; it is recorded if the store has no week (rule R2).</param>
    /// <returns>Whether the store has a week.</returns>
    bool KeepWeek(int storeKey, string problem);

    /// <summary>Sets the zone of a store, and says whether it was new, known, or another.</summary>
    WriteCounts SetZone(int storeKey, string zoneId);

    /// <summary>Leaves the zone of a store as it is, because every row about it was rejected.</summary>
    /// <param name="problem">Why; it is recorded if the store has no zone (rule R2).</param>
    /// <returns>Whether the store has a zone.</returns>
    bool KeepZone(int storeKey, string problem);

    /// <summary>Records the file, advances the version of the facts if any has changed, and commits.</summary>
    void Commit(FileStamp file);
}
