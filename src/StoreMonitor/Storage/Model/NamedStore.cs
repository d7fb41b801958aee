using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Model;

/// <summary>A store that any file has named: its id is text, and a key stands for it in every other table.</summary>
internal sealed class NamedStore
{
    public int StoreKey { get; init; }

    public required string StoreId { get; init; }

    /// <summary>The IANA name of its zone; <c>null</c> when no zone is known (rule R2).</summary>
    public string? ZoneId { get; set; }

    /// <summary>
    /// Its weekly business hours as they were written, what a closing time means is Core's to say: see <see cref="WeekText"/>.
    /// </summary>
    /// <remarks><c>null</c> when none are known (rule R2); <c>[]</c> when it is closed all week.</remarks>
    public string? Week { get; set; }

    /// <summary>
    /// Why the hours that a file named could not be read, where nothing was known before; otherwise <c>null</c> (rule R2).
    /// </summary>
    public string? WeekProblem { get; set; }

    /// <summary>The same for the zone.</summary>
    public string? ZoneProblem { get; set; }

    /// <summary>The instant of the first poll of the latest chunk; <c>null</c> when the store has no polls.</summary>
    public long? LastChunkMicroseconds { get; set; }

    /// <summary>How many changes of its facts were recorded: see <see cref="RecordedChange"/>.</summary>
    public long Changes { get; set; }

    /// <summary>See <see cref="StoreChecksum"/>.</summary>
    public long Checksum { get; set; }
}
