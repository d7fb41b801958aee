using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Model;

/// <summary>Some polls of one store, in order of their instants: see <see cref="PollChunk"/>.</summary>
internal sealed class StoredPollChunk
{
    public int StoreKey { get; init; }

    /// <summary>The instant of the first poll.</summary>
    public long FromMicroseconds { get; init; }

    public required string Polls { get; set; }

    /// <summary>The instant of the first poll of the store's chunk before this one; <c>null</c> when this is the first one.</summary>
    public long? PreviousMicroseconds { get; set; }

    /// <summary>The checksum of the rest of the row: see <c>StoredChunk</c>.</summary>
    public long Checksum { get; set; }
}
