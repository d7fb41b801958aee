using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Log;

/// <summary>What the log says about one commit of live polls, beside the polls.</summary>
/// <param name="AfterVersion">The version of the facts before the commit.</param>
/// <param name="Version">The version of the facts after it.</param>
/// <param name="LatestPollMicroseconds">The instant of the latest poll of all, logged or in chunks, after it.</param>
/// <param name="FromMicroseconds">What the instants in the text are counted from.</param>
/// <param name="PollCount">How many polls the text has.</param>
/// <param name="TextChecksum">The checksum of the text.</param>
/// <remarks>
/// The versions chain the entries: the first one follows the version in <c>facts</c>, and each other one that of the entry before. So the
/// version of the facts moves with the log and no other row is written, and a reader notices when a damaged page hides an entry.
/// </remarks>
internal readonly record struct LogEntry(
    long Sequence, long AfterVersion, long Version, long LatestPollMicroseconds, long FromMicroseconds, long PollCount, long TextChecksum)
{
    /// <summary>What is stored with the entry, so that a damaged one is noticed.</summary>
    public long ComputeChecksum()
    {
        Span<long> numbers = stackalloc long[7];
        numbers[0] = Sequence;
        numbers[1] = AfterVersion;
        numbers[2] = Version;
        numbers[3] = LatestPollMicroseconds;
        numbers[4] = FromMicroseconds;
        numbers[5] = PollCount;
        numbers[6] = TextChecksum;
        return Checksum.Of(numbers);
    }

    /// <summary>The checksum of a text, for <see cref="TextChecksum"/>.</summary>
    public static long ChecksumOf(ReadOnlySpan<byte> text) => Checksum.Of(0, 0, 0, text);

    public static DamagedFactsException Damaged() => new("the log of live polls");
}
