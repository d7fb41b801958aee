using System.Text;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Files;
using StoreMonitor.Storage.Log;

namespace StoreMonitor.Polls;

/// <summary>The polls of one request, checked one by one as they are read.</summary>
internal sealed class ReceivedPolls(LoggedBatch batch, PollRule rule)
{
    /// <summary>The most polls of one request.</summary>
    public const int MaxPolls = 100_000;

    public const string StoreId = "store_id";
    public const string Status = "status";
    public const string Timestamp = "timestamp_utc";

    private const int MaxListed = 1_000;
    private const int MaxPrinted = 80;
    private const int MaxDecoded = 1_024;

    private readonly List<RejectedPoll> _rejected = [];
    private long _rejectedCount;

    /// <summary>The accepted polls.</summary>
    public LoggedBatch Batch => batch;

    /// <summary>How many polls were read.</summary>
    public long Count => batch.Count + _rejectedCount;

    public PollsAnswer Answer => new(Count, batch.Count, _rejectedCount, _rejected);

    /// <summary>Takes a poll by its three texts in valid UTF-8.</summary>
    /// <param name="position">Its index, when the body is an array; otherwise its line.</param>
    /// <exception cref="BodyTooLargeException">There are more than may come at once.</exception>
    public void Take(
        PollPosition position, ReadOnlySpan<byte> storeId, ReadOnlySpan<byte> status, ReadOnlySpan<byte> timestamp)
    {
        if (StoreIdText.ProblemWith(storeId) is { } problem)
        {
            Reject(position, StoreId, storeId, problem);
            return;
        }

        var found = rule.Check(status, timestamp, out var poll);
        if (found == PollProblem.None)
        {
            MustHaveRoom();
            batch.Add(storeId, poll);
        }
        else if (PollRule.IsOfStatus(found))
        {
            Reject(position, Status, status, PollRule.ReasonOf(found));
        }
        else
        {
            Reject(position, Timestamp, timestamp, PollRule.ReasonOf(found));
        }
    }

    /// <summary>Rejects a poll.</summary>
    /// <inheritdoc cref="Take"/>
    public void Reject(PollPosition position, string column, ReadOnlySpan<byte> value, string reason)
    {
        MustHaveRoom();
        _rejectedCount++;
        if (_rejected.Count == MaxListed)
            return;

        var text = PrintableText.Of(Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxDecoded)]), MaxPrinted);
        _rejected.Add(new RejectedPoll(position.Index, position.Line, column, text, reason));
    }

    private void MustHaveRoom()
    {
        if (Count == MaxPolls)
            throw new BodyTooLargeException($"the body has more than {MaxPolls} polls: send them in several requests");
    }
}

/// <summary>Where a poll is in the body: by its index or by its line.</summary>
internal readonly record struct PollPosition(long? Index, long? Line)
{
    public static PollPosition AtIndex(long index) => new(index, null);

    public static PollPosition OnLine(long line) => new(null, line);
}

/// <summary>A body that is not what its media type says. Nothing of it is stored.</summary>
internal sealed class MalformedBodyException(string detail) : Exception(detail);

/// <summary>A body, or a part of one, that is larger than allowed. Nothing of it is stored.</summary>
internal sealed class BodyTooLargeException(string detail) : Exception(detail);
