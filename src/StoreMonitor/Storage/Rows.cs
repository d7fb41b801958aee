using NodaTime;

namespace StoreMonitor.Storage;

/// <summary>A store that any file has named: its id is text, and a key stands for it in every other table.</summary>
internal sealed class StoreRow
{
    public int StoreKey { get; init; }

    public required string StoreId { get; init; }

    /// <summary>The IANA name of its zone; <c>null</c> when no zone is known (rule R2).</summary>
    public string? ZoneId { get; set; }

    /// <summary>Its weekly business hours as they were written, what a closing time means is Core's to say: see <see cref="WeekText"/>.</summary>
    /// <remarks><c>null</c> when none are known (rule R2); <c>[]</c> when it is closed all week.</remarks>
    public string? Week { get; set; }

    /// <summary>Why the hours that a file named could not be read, where nothing was known before; otherwise <c>null</c> (rule R2).</summary>
    public string? WeekProblem { get; set; }

    /// <summary>The same for the zone.</summary>
    public string? ZoneProblem { get; set; }

    /// <summary>The instant of the first poll of the latest chunk; <c>null</c> when the store has no polls.</summary>
    public long? LastChunkMicroseconds { get; set; }

    /// <summary>See <see cref="StoreChecksum"/>.</summary>
    public long Checksum { get; set; }
}

/// <summary>Some polls of one store, in order of their instants: see <see cref="PollChunk"/>.</summary>
internal sealed class PollChunkRow
{
    public int StoreKey { get; init; }

    /// <summary>The instant of the first poll.</summary>
    public long FromMicroseconds { get; init; }

    public required string Polls { get; set; }

    /// <summary>The instant of the first poll of the store's chunk before this one; <c>null</c> when this is the first one.</summary>
    public long? PreviousMicroseconds { get; set; }

    /// <summary>The checksum of the rest of the row: see <see cref="StoredChunk"/>.</summary>
    public long Checksum { get; set; }
}

/// <summary>One row about all facts together.</summary>
internal sealed class FactsRow
{
    /// <summary>The key of the only row.</summary>
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Goes up with every transaction that changes a fact: two reports of one version have read the same.</summary>
    public long Version { get; set; }

    /// <summary>The instant of the latest poll of all (rule R13), so that nobody has to look for it; <c>null</c> while there is none.</summary>
    public Instant? LatestPollAt { get; set; }

    /// <summary>The rest of the row is described at <see cref="FactsState"/>.</summary>
    public long StoreCount { get; set; }

    public long StoreSum { get; set; }

    public long Session { get; set; }

    public long DatabaseId { get; set; }

    public long Checksum { get; set; }
}

/// <summary>An input file as it was when it was last ingested: see <see cref="IngestedFiles"/>.</summary>
internal sealed class IngestedFileRow
{
    public required string Path { get; init; }

    /// <summary>In bytes.</summary>
    public long Length { get; init; }

    public Instant WrittenAt { get; init; }
}
