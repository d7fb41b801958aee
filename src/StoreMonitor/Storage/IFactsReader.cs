using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>Reads facts, for one thread at a time.</summary>
/// <remarks>Every method throws <see cref="DamagedFactsException"/> when what it reads is not what was stored.</remarks>
internal interface IFactsReader : IDisposable
{
    /// <summary>From here on, all reads see the facts as the first of them does. A reader of a snapshot has begun it.</summary>
    void BeginSnapshot();

    /// <summary>What is known of all facts together.</summary>
    FactsState ReadState();

    /// <summary>How many stores there are.</summary>
    long CountStores();

    /// <summary>How many polls there are; it reads all of them.</summary>
    long CountPolls();

    /// <summary>The keys of all stores.</summary>
    StoreKeyRange ReadKeys();

    /// <summary>The keys of all stores in the order of their ids, a slice at a time.</summary>
    /// <param name="most">How many keys a slice has at most.</param>
    IStoreOrder OpenKeysById(int most);

    /// <summary>The key of a store id; <c>null</c> when no file has named it.</summary>
    /// <param name="storeId">The id, or, where no store has it, the field of an id in a report, with the apostrophe that guards it.</param>
    int? FindKey(string storeId);

    /// <summary>Stores in the order of their keys, which is the order of their polls in the database.</summary>
    /// <param name="sum">Counts them in, so that whoever reads all stores can verify that they are all.</param>
    List<Store> ReadStores(StoreKeyRange keys, StoreSum sum);

    /// <summary>Stores by their keys, in the order of these; a key without a store is left out.</summary>
    /// <inheritdoc cref="ReadStores(StoreKeyRange, StoreSum)"/>
    List<Store> ReadStores(ArraySegment<int> keys, StoreSum sum);

    /// <summary>The polls of stores; see <see cref="IPollCursor"/>. Until it is disposed of, the reader can read nothing else.</summary>
    /// <param name="stores">The stores that the cursor will be asked for, in this order.</param>
    /// <param name="decisive">Which polls to read.</param>
    IPollCursor OpenPolls(List<Store> stores, DecisivePolls decisive);

    /// <summary>The stores whose latest poll is after an instant.</summary>
    /// <param name="latestMicroseconds">The latest poll of all, whose store is named.</param>
    StoresAhead FindAhead(long afterMicroseconds, long latestMicroseconds);

    /// <summary>The latest changes of a store's facts, the latest first; polls are not recorded.</summary>
    /// <param name="most">How many to read at most; <see cref="FactChange.KeptPerStore"/> are kept.</param>
    List<FactChange> ReadChanges(Store store, int most);

    /// <summary>Whether any file was ever ingested.</summary>
    bool HasIngestedFiles();

    /// <summary>Whether a file has not changed since it was last ingested.</summary>
    bool IsIngested(FileStamp file);
}

/// <summary>The keys of all stores in the order of their ids.</summary>
internal interface IStoreOrder : IDisposable
{
    /// <summary>Reads the next slice.</summary>
    /// <returns>The keys in ascending order, as the stores lie in the database; empty at the end. Valid until the next call.</returns>
    ArraySegment<int> ReadNext();
}

/// <summary>The stores that have polls after an instant.</summary>
/// <param name="LatestStoreId">The store with the latest poll of all.</param>
/// <param name="Count">How many there are.</param>
internal sealed record StoresAhead(string LatestStoreId, int Count);
