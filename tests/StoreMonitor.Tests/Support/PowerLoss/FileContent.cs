namespace StoreMonitor.Tests.Support.PowerLoss;

/// <summary>The content of a file on an <see cref="UnreliableDisk"/>.</summary>
internal sealed class FileContent(byte[] durable)
{
    // What a disk writes whole or not at all.
    private const int SectorSize = 512;

    private readonly List<DiskCall> _pending = [];
    private byte[] _durable = durable;

    public void Write(DiskCall call) => _pending.Add(call);

    public void Sync()
    {
        _durable = _pending.Aggregate(_durable, (content, call) => Written(content, call, _ => true));
        _pending.Clear();
    }

    /// <inheritdoc cref="UnreliableDisk.AfterPowerLoss"/>
    public byte[] AfterPowerLoss(Random random, double chance) =>
        _pending.Aggregate(_durable, (content, call) => Written(content, call, _ => random.NextDouble() < chance));

    private static byte[] Written(byte[] content, DiskCall call, Predicate<long> isKept) => call switch
    {
        DiskCall.Resize resize => isKept(0) ? Resized(content, resize.Length) : content,
        DiskCall.Write write => Written(content, write, isKept),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    private static byte[] Written(byte[] content, DiskCall.Write write, Predicate<long> isKept)
    {
        var result = content;
        for (var done = 0; done < write.Content.Length;)
        {
            var offset = write.Offset + done;
            var length = (int)Math.Min(SectorSize - offset % SectorSize, write.Content.Length - done);
            if (isKept(offset))
            {
                if (ReferenceEquals(result, content) || result.Length < offset + length)
                    result = Resized(result, Math.Max(result.Length, offset + length));
                write.Content.AsSpan(done, length).CopyTo(result.AsSpan((int)offset));
            }

            done += length;
        }

        return result;
    }

    private static byte[] Resized(byte[] content, long length)
    {
        var resized = new byte[length];
        content.AsSpan(0, (int)Math.Min(length, content.Length)).CopyTo(resized);
        return resized;
    }
}
