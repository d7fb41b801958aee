using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Sorting;

/// <summary>A run of sorted polls being read from a file.</summary>
/// <remarks>A hot path: see <see cref="PollMerge"/>.</remarks>
internal sealed class PollRun(SafeFileHandle file, long start, long end)
{
    // A quarter of a megabyte for each run: reads long enough for a disk, and little beside the batches. Chosen.
    private const int PollsPerRead = 1 << 14;

    private readonly PollFact[] _buffer = new PollFact[PollsPerRead];
    private long _position = start;
    private int _count;
    private int _next;

    /// <summary>Goes to the next poll.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(out PollFact poll)
    {
        if (_next == _count && !TryFill())
        {
            poll = default;
            return false;
        }

        poll = _buffer[_next++];
        return true;
    }

    private bool TryFill()
    {
        var polls = (int)Math.Min(_buffer.Length, (end - _position) / Unsafe.SizeOf<PollFact>());
        for (var bytes = MemoryMarshal.AsBytes(_buffer.AsSpan(0, polls)); !bytes.IsEmpty;)
        {
            var read = RandomAccess.Read(file, bytes, _position);
            if (read == 0)
                throw new EndOfStreamException("the scratch file is shorter than what was written to it");
            bytes = bytes[read..];
            _position += read;
        }

        (_count, _next) = (polls, 0);
        return polls > 0;
    }
}
