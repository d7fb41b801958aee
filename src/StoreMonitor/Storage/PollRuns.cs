using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StoreMonitor.Storage;

/// <summary>Sorted runs of polls in a scratch file, which no name leads to and which goes with the process.</summary>
internal sealed class PollRuns : IDisposable
{
    // A quarter of a megabyte for each run: reads long enough for a disk, and little beside the batches. Chosen.
    private const int PollsPerRead = 1 << 14;

    private readonly FileStream _file;
    private readonly List<(long Start, long End)> _runs = [];

    /// <exception cref="IOException">The scratch file cannot be made.</exception>
    public PollRuns(string folder)
    {
        var path = Path.Combine(folder, $".polls-{Path.GetRandomFileName()}");
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);

        // Windows removes it when it is closed, also by a kill; elsewhere an open file needs no name.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    /// <summary>Adds a run; polls of an earlier run came in earlier.</summary>
    /// <exception cref="FileSizeLimitException">The scratch file can grow no longer.</exception>
    public void Add(ReadOnlySpan<PollFact> sorted)
    {
        var start = _file.Position;
        try
        {
            _file.Write(MemoryMarshal.AsBytes(sorted));
        }
        catch (ArgumentOutOfRangeException tooLong)
        {
            throw new FileSizeLimitException(_file.Name, tooLong);
        }

        _runs.Add((start, _file.Position));
    }

    /// <summary>Hands out all polls in order, those of one store and instant by the order of their runs.</summary>
    public void Merge(IPollSink sink, CancellationToken cancel)
    {
        var heads = new PriorityQueue<Run, Head>(HeadOrder.Instance);
        for (var index = 0; index < _runs.Count; index++)
        {
            var run = new Run(_file, index, _runs[index].Start, _runs[index].End);
            if (run.Next() is { } head)
                heads.Enqueue(run, head);
        }

        var merged = new PollFact[PollsPerRead];
        var count = 0;
        while (heads.TryPeek(out var run, out var head))
        {
            merged[count++] = head.Poll;
            if (count == merged.Length)
            {
                cancel.ThrowIfCancellationRequested();
                sink.Take(merged);
                count = 0;
            }

            if (run.Next() is { } next)
                heads.DequeueEnqueue(run, next);
            else
                heads.Dequeue();
        }

        sink.Take(merged.AsSpan(0, count));
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The first poll of a run that has not been handed out.</summary>
    private readonly record struct Head(PollFact Poll, int Run);

    private sealed class HeadOrder : IComparer<Head>
    {
        public static readonly HeadOrder Instance = new();

        public int Compare(Head x, Head y)
        {
            if (x.Poll.StoreKey != y.Poll.StoreKey)
                return x.Poll.StoreKey < y.Poll.StoreKey ? -1 : 1;
            if (x.Poll.AtMicroseconds != y.Poll.AtMicroseconds)
                return x.Poll.AtMicroseconds < y.Poll.AtMicroseconds ? -1 : 1;
            return x.Run - y.Run;
        }
    }

    /// <summary>A run being read.</summary>
    private sealed class Run(FileStream file, int index, long start, long end)
    {
        private readonly PollFact[] _buffer = new PollFact[PollsPerRead];
        private long _position = start;
        private int _count;
        private int _next;

        public Head? Next()
        {
            if (_next == _count && !TryFill())
                return null;
            return new Head(_buffer[_next++], index);
        }

        private bool TryFill()
        {
            var polls = (int)Math.Min(_buffer.Length, (end - _position) / Unsafe.SizeOf<PollFact>());
            if (polls == 0)
                return false;

            var bytes = MemoryMarshal.AsBytes(_buffer.AsSpan(0, polls));
            file.Position = _position;
            file.ReadExactly(bytes);
            _position += bytes.Length;
            (_count, _next) = (polls, 0);
            return true;
        }
    }
}
