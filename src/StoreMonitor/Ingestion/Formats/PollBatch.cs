using System.Runtime.CompilerServices;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The polls and the rejected rows of one batch.</summary>
/// <remarks>A hot path: a row allocates nothing unless its store is new.</remarks>
internal sealed class PollBatch(StoreKeys keys, PollRule rule) : ICsvBatch
{
    private const int StoreId = 0;
    private const int Status = 1;
    private const int Timestamp = 2;
    private const int UsualPolls = 1 << 12;

    // New stores get their keys when the batch is consumed, so that keys follow the file order.
    private readonly List<(int Poll, byte[] StoreId)> _ofNewStores = [];
    private readonly List<RejectedRow> _rejected = [];
    private PollFact[] _polls = new PollFact[UsualPolls];
    private int _count;

    public static IReadOnlyList<CsvColumn> Columns { get; } = [new("store_id"), new("status"), new("timestamp_utc")];

    // The method is compiled at its first call, because ReadyToRun code does not inline calls into other assemblies: see
    // docs/cold-start.md.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Fill(CsvRows rows, int most)
    {
        for (var count = 0; count < most; count++)
        {
            if (!rows.Read())
                return false;

            if (Check(rows, out var poll) is { } problem)
                _rejected.Add(problem);
            else
                Add(poll);
        }

        return true;
    }

    /// <summary>Hands over all facts and empties the batch.</summary>
    public void MoveTo(PollSorter sorter, RejectedRows rejected)
    {
        foreach (var (poll, storeId) in _ofNewStores)
            _polls[poll] = _polls[poll] with { StoreKey = keys.KeyOf(storeId) };
        sorter.Add(_polls.AsSpan(0, _count));
        foreach (var row in _rejected)
            rejected.Add(row);

        _count = 0;
        _ofNewStores.Clear();
        _rejected.Clear();
    }

    private RejectedRow? Check(CsvRows row, out PollFact poll)
    {
        poll = default;
        if (row.IsMalformed)
            return row.RejectMalformed();

        var storeId = row.Field(StoreId);
        var isKnown = keys.TryFind(storeId, out var key);
        if (!isKnown && StoreIdText.ProblemWith(storeId) is { } problem)
            return row.Reject(StoreId, problem);

        var found = rule.Check(row.Field(Status), row.Field(Timestamp), out var read);
        if (found != PollProblem.None)
            return row.Reject(PollRule.IsOfStatus(found) ? Status : Timestamp, PollRule.ReasonOf(found));

        poll = new PollFact(read.AtMicroseconds, key, read.Status);
        if (!isKnown)
            _ofNewStores.Add((_count, storeId.ToArray()));
        return null;
    }

    private void Add(in PollFact poll)
    {
        if (_count == _polls.Length)
            Array.Resize(ref _polls, 2 * _count);
        _polls[_count++] = poll;
    }
}
