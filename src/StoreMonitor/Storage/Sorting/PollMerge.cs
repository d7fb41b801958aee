using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Sorting;

/// <summary>Merges sorted runs of polls into one, a batch at a time.</summary>
/// <remarks>
/// A hot path: every poll of a large ingest goes through it. The first polls of the runs are a binary heap, the least on top, in which the
/// next poll of a run takes the place of the one before: half the work of taking one out and putting another in.
/// </remarks>
internal sealed class PollMerge
{
#if DEBUG
    // Small, so that the tests cross the boundary.
    private const int PollsPerBatch = 8;
#else
    // A megabyte; at most twice that, so that a batch ends with a store when it can. Chosen.
    private const int PollsPerBatch = 1 << 16;
#endif

    private readonly Head[] _heap;
    private int _count;

    /// <param name="runs">Polls of an earlier one came in earlier.</param>
    public PollMerge(IEnumerable<PollRun> runs)
    {
        var heads = new List<Head>();
        foreach (var run in runs)
        {
            if (run.TryNext(out var first))
                heads.Add(new Head(first, heads.Count, run));
        }

        _heap = [.. heads];
        _count = _heap.Length;
        for (var place = (_count / 2) - 1; place >= 0; place--)
            Sink(place);
    }

    /// <summary>Empty batches, as long as there is something to fill them with: one is taken while the other is filled.</summary>
    public IEnumerable<Batch> Batches()
    {
        Batch[] batches = [new(), new()];
        for (var turn = 0; _count > 0; turn ^= 1)
            yield return batches[turn];
    }

    /// <summary>Fills a batch with the next polls, those of one store and instant in the order of their runs.</summary>
    public void Fill(Batch batch)
    {
        batch.Clear();
        while (_count > 0 && batch.HasRoomFor(_heap[0].Poll))
        {
            batch.Add(_heap[0].Poll);
            if (_heap[0].Run.TryNext(out var next))
                _heap[0].Poll = next;
            else
                _heap[0] = _heap[--_count];
            Sink(0);
        }
    }

    private void Sink(int place)
    {
        var head = _heap[place];
        while ((2 * place) + 1 < _count)
        {
            var child = (2 * place) + 1;
            if (child + 1 < _count && _heap[child + 1].IsBefore(_heap[child]))
                child++;
            if (!_heap[child].IsBefore(head))
                break;

            _heap[place] = _heap[child];
            place = child;
        }

        if (place < _count)
            _heap[place] = head;
    }

    /// <summary>Some polls of the merged run.</summary>
    internal sealed class Batch
    {
        private readonly PollFact[] _polls = new PollFact[2 * PollsPerBatch];
        private int _count;

        public ReadOnlySpan<PollFact> Polls => _polls.AsSpan(0, _count);

        public void Clear() => _count = 0;

        public bool HasRoomFor(in PollFact poll) =>
            _count < PollsPerBatch || (_count < _polls.Length && _polls[_count - 1].StoreKey == poll.StoreKey);

        public void Add(in PollFact poll) => _polls[_count++] = poll;
    }

    /// <summary>The first poll of a run that is not in the merged one.</summary>
    private struct Head(PollFact poll, int order, PollRun run)
    {
        public PollFact Poll = poll;
        public readonly PollRun Run = run;
        private readonly int _order = order;

        public readonly bool IsBefore(in Head other)
        {
            if (Poll.StoreKey != other.Poll.StoreKey)
                return Poll.StoreKey < other.Poll.StoreKey;
            return Poll.AtMicroseconds != other.Poll.AtMicroseconds
                ? Poll.AtMicroseconds < other.Poll.AtMicroseconds
                : _order < other._order;
        }
    }
}
