using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Core.Polls;

/// <summary>What makes a poll acceptable: a status, an instant, and that the instant is not ahead of the clock (rule R13).</summary>
/// <remarks>
/// A hot path: every poll that comes in passes it once, as UTF-8 bytes and without an allocation, whatever its format is.
/// </remarks>
/// <param name="now">What the clock says.</param>
public sealed class PollRule(Instant now)
{
    /// <summary>
    /// How far ahead of the clock a poll may lie before it is refused: rule R13, because it would move everybody's "now".
    /// </summary>
    public static readonly Duration MaxAheadOfClock = Duration.FromMinutes(5);

    private readonly long _latest = UnixMicroseconds.From(now + MaxAheadOfClock);

    /// <summary>Reads a poll.</summary>
    /// <param name="status">The text <c>active</c> or <c>inactive</c>, in any case, as UTF-8.</param>
    /// <param name="instant">The instant as <see cref="InstantText"/> reads it, as UTF-8.</param>
    /// <param name="poll">The poll; meaningless when there is a problem.</param>
    /// <returns>What is wrong; the status is looked at first.</returns>
    // Compiled at its first call: compiled ahead, the comparisons of the framework stay calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PollProblem Check(ReadOnlySpan<byte> status, ReadOnlySpan<byte> instant, out Poll poll)
    {
        poll = default;
        if (!TryReadStatus(status, out var read))
            return status.IsEmpty ? PollProblem.StatusMissing : PollProblem.StatusUnknown;
        if (!InstantText.TryParse(instant, out var at))
            return instant.IsEmpty ? PollProblem.InstantMissing : PollProblem.InstantUnreadable;

        poll = new Poll(at, read);
        return IsAheadOfClock(poll) ? PollProblem.AheadOfClock : PollProblem.None;
    }

    /// <summary>Whether a poll lies too far ahead of the clock (rule R13).</summary>
    public bool IsAheadOfClock(Poll poll) => poll.AtMicroseconds > _latest;

    /// <summary>Whether a problem is one of the status; otherwise it is one of the instant.</summary>
    public static bool IsOfStatus(PollProblem problem) => problem is PollProblem.StatusMissing or PollProblem.StatusUnknown;

    /// <summary>The reason to give, without a subject: <c>is missing</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no problem.</exception>
    public static string ReasonOf(PollProblem problem) => problem switch
    {
        PollProblem.StatusMissing or PollProblem.InstantMissing => "is missing",
        PollProblem.StatusUnknown => "is not 'active' or 'inactive'",
        PollProblem.InstantUnreadable => "is not an instant such as '2024-10-03 23:33:20.412748 UTC'",
        PollProblem.AheadOfClock => "is more than five minutes ahead of the clock",
        PollProblem.None => throw new InvalidOperationException("a poll without a problem has no reason"),
    };

    private static bool TryReadStatus(ReadOnlySpan<byte> text, out StoreStatus status)
    {
        status = StoreStatus.Active;
        if (text.SequenceEqual("active"u8) || Ascii.EqualsIgnoreCase(text, "active"u8))
            return true;
        status = StoreStatus.Inactive;
        return text.SequenceEqual("inactive"u8) || Ascii.EqualsIgnoreCase(text, "inactive"u8);
    }
}
