using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Sorting;

/// <summary>Puts any number of polls into the order of the table's key, in bounded memory.</summary>
/// <remarks>
/// A hot path. What fits one batch is sorted in place, stores ahead of those that are taken. Of more, each full batch is sorted and laid
/// aside in a scratch file as a run, and
/// the runs are merged at the end: the table is then written once from its first page to its last, however many batches there were.
/// </remarks>
internal sealed class PollSorter : IDisposable
{
#if DEBUG
    // Small, so that the tests cross the boundary.
    private const int LargestBatch = 64;
#else
    // 2 Mi polls of 16 bytes, and as much again to sort them: 64 MiB. Two months of 4,000 stores are one batch.
    private const int LargestBatch = 1 << 21;
#endif

    private readonly string _scratchFolder;
    private PollFact[] _batch;
    private PollFact[] _scratch = [];
    private PollRuns? _runs;
    private int _count;

    /// <param name="expected">How many polls there may be; a guess.</param>
    /// <param name="scratchFolder">Where what does not fit into memory is laid aside.</param>
    public PollSorter(long expected, string scratchFolder)
    {
        _scratchFolder = scratchFolder;
        _batch = new PollFact[Math.Clamp(expected, 1, LargestBatch)];
    }

    public void Add(ReadOnlySpan<PollFact> polls)
    {
        while (!polls.IsEmpty)
        {
            if (_count == LargestBatch)
                LayAside();
            var fitting = polls[..Math.Min(polls.Length, LargestBatch - _count)];
            if (_batch.Length - _count < fitting.Length)
                Array.Resize(ref _batch, Math.Clamp(2 * _count, _count + fitting.Length, LargestBatch));
            fitting.CopyTo(_batch.AsSpan(_count));
            _count += fitting.Length;
            polls = polls[fitting.Length..];
        }
    }

    /// <summary>
    /// Hands out all polls in order, those of one store and instant in the order they were added; then there are none left.
    /// </summary>
    public void Drain(IPollSink sink, CancellationToken cancel)
    {
        if (_runs is null)
        {
            SortBatch(sink, cancel);
            return;
        }

        LayAside();
        (_batch, _scratch) = ([], []);
        _runs.Merge(sink, cancel);
    }

    public void Dispose() => _runs?.Dispose();

    private void LayAside()
    {
        _runs ??= new PollRuns(_scratchFolder);
        _runs.Begin();
        SortBatch(_runs, CancellationToken.None);
    }

    private void SortBatch(IPollSink sink, CancellationToken cancel)
    {
        if (_scratch.Length < _count)
            _scratch = new PollFact[_count];
        PollOrder.Sort(_batch.AsMemory(0, _count), _scratch.AsMemory(0, _count), sorted =>
        {
            cancel.ThrowIfCancellationRequested();
            sink.Take(sorted.Span);
        });
        _count = 0;
    }
}

/// <summary>Takes polls in the order of the table's key, a stretch at a time.</summary>
internal interface IPollSink
{
    void Take(ReadOnlySpan<PollFact> sorted);
}
