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
    /// <param name="origin">What is recorded with each change.</param>
    IFactsTransaction Begin(StoreKeys keys, ChangeOrigin origin);

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

    /// <summary>The key under which a store is stored, by the key that the facts of the file name it with.</summary>
    int StoredKeyOf(int storeKey);

    /// <summary>The texts of a column, in the order of the stored keys; <c>null</c> where a store has none.</summary>
    string?[] ReadTexts(StoreColumn column, IReadOnlyList<int> storedKeys);

    /// <summary>The stored keys and the texts of all stores that have one in a column.</summary>
    Dictionary<int, string> ReadAllTexts(StoreColumn column);

    /// <summary>Changes texts of a column, each of another store, and records the changes that say what to record.</summary>
    /// <remarks>What the texts mean, and how facts are merged, is said in <c>Storage/Editing</c>, for both databases.</remarks>
    void WriteTexts(StoreColumn column, IReadOnlyList<TextChange> changes);

    /// <summary>Records the file, advances the version of the facts if any has changed, and commits.</summary>
    void Commit(FileStamp file);
}
