namespace StoreMonitor.Core.Polls;

/// <summary>Why something that was sent as a poll is not accepted.</summary>
public enum PollProblem
{
    /// <summary>Nothing is wrong: it is a poll.</summary>
    None = 0,

    /// <summary>The status is empty.</summary>
    StatusMissing,

    /// <summary>The status is neither <c>active</c> nor <c>inactive</c>.</summary>
    StatusUnknown,

    /// <summary>The instant is empty.</summary>
    InstantMissing,

    /// <summary>The instant cannot be read.</summary>
    InstantUnreadable,

    /// <summary>The instant is too far ahead of the clock (rule R13).</summary>
    AheadOfClock,
}
