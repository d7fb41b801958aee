using NodaTime;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Model;

/// <summary>One row about all facts together.</summary>
internal sealed class FactsSummary
{
    /// <summary>The key of the only row.</summary>
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Goes up with every transaction that changes a fact: two reports of one version have read the same.</summary>
    public long Version { get; set; }

    /// <summary>
    /// The instant of the latest poll of all (rule R13), so that nobody has to look for it; <c>null</c> while there is none.
    /// </summary>
    public Instant? LatestPollAt { get; set; }

    /// <summary>The rest of the row is described at <see cref="FactsState"/>.</summary>
    public long StoreCount { get; set; }

    public long StoreSum { get; set; }

    public long Session { get; set; }

    public long DatabaseId { get; set; }

    public long Checksum { get; set; }
}
