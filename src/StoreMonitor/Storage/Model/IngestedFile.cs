using NodaTime;

namespace StoreMonitor.Storage.Model;

/// <summary>An input file as it was when it was last ingested: see <c>IngestedFiles</c>.</summary>
internal sealed class IngestedFile
{
    public required string Path { get; init; }

    /// <summary>In bytes.</summary>
    public long Length { get; init; }

    public Instant WrittenAt { get; init; }
}
