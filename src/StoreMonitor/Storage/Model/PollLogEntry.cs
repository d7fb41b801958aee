namespace StoreMonitor.Storage.Model;

/// <summary>One commit of live polls that are not in chunks yet; the columns are described at <see cref="Log.LogEntry"/>.</summary>
internal sealed class PollLogEntry
{
    public long Sequence { get; init; }

    public long AfterVersion { get; init; }

    public long Version { get; init; }

    public long LatestPollMicroseconds { get; init; }

    public long FromMicroseconds { get; init; }

    public long PollCount { get; init; }

    public long TextChecksum { get; init; }

    public long Checksum { get; init; }

    /// <summary>The polls: see <see cref="Log.LogText"/>.</summary>
    public required string Polls { get; init; }
}
