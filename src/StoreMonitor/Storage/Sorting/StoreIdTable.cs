using System.Runtime.CompilerServices;

namespace StoreMonitor.Storage.Sorting;

/// <summary>
/// Maps store ids in UTF-8 to keys. One thread adds. Any thread may look up meanwhile, and may miss an id that was just added.
/// </summary>
/// <remarks>
/// <para>A hot path: an ingest looks up the id of each row, from several threads. It is a hash table with linear probing that is at most
/// half full. A hit costs two reads from memory, the slot and the id. A slot is written once, its id last, so that lookups need no
/// lock.</para>
/// <para><c>ConcurrentDictionary</c> with an alternate lookup by span was measured in its place, over 1.8 million polls on 2 busy cores
/// (2026-11-25, interleaved runs, medians): an ingest took 7 % more CPU with <see cref="HashCode"/> (10 runs) and 14 % more with
/// <see cref="StoreIdHash"/> (9 runs).</para>
/// </remarks>
internal sealed class StoreIdTable
{
#if DEBUG
    // Small, so that the tests make the table grow.
    private const int SmallestCapacity = 4;
#else
    private const int SmallestCapacity = 1 << 13;
#endif

    // The length is a power of two. Written by the adding thread, read by all.
    private volatile Slot[] _slots = new Slot[SmallestCapacity];
    private int _count;

    /// <summary>Looks up an id.</summary>
    // Compiled at its first call, because hashing and comparing are not inlined in ReadyToRun code, which takes twice as long:
    // see docs/cold-start.md.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryFind(ReadOnlySpan<byte> id, out int key)
    {
        var hash = StoreIdHash.Of(id);
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var index = hash & mask; Volatile.Read(ref slots[index].Id) is { } known; index = (index + 1) & mask)
        {
            if (slots[index].Hash == hash && id.SequenceEqual(known))
            {
                key = slots[index].Key;
                return true;
            }
        }

        key = 0;
        return false;
    }

    /// <summary>Adds an id that is not in the table yet.</summary>
    public void Add(byte[] id, int key)
    {
        if (2 * (_count + 1) > _slots.Length)
            Grow();
        Put(_slots, new Slot { Hash = StoreIdHash.Of(id), Key = key, Id = id });
        _count++;
    }

    /// <summary>All ids by key. Only for the adding thread.</summary>
    public Dictionary<int, byte[]> IdsByKey()
    {
        var ids = new Dictionary<int, byte[]>(_count);
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Id is not null)
                ids.Add(slot.Key, slot.Id);
        }

        return ids;
    }

    private void Grow()
    {
        var larger = new Slot[2 * _slots.Length];
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Id is not null)
                Put(larger, slot);
        }

        _slots = larger;
    }

    private static void Put(Slot[] slots, in Slot slot)
    {
        var index = slot.Hash & (slots.Length - 1);
        while (slots[index].Id is not null)
            index = (index + 1) & (slots.Length - 1);
        (slots[index].Hash, slots[index].Key) = (slot.Hash, slot.Key);
        Volatile.Write(ref slots[index].Id, slot.Id);
    }

    private struct Slot
    {
        public int Hash;
        public int Key;
        public byte[]? Id;
    }
}
