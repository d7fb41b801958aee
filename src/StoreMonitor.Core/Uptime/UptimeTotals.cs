namespace StoreMonitor.Core.Uptime;

/// <summary>How long a store was up, down, or unknown in a window, in microseconds of business time.</summary>
/// <param name="UptimeMicroseconds">Business time the store was up.</param>
/// <param name="DowntimeMicroseconds">Business time the store was down.</param>
/// <param name="UnknownMicroseconds">Business time no poll in reach speaks for.</param>
/// <param name="UncertainMicroseconds">
/// Business time between two polls of one business interval that differ, where the change happened at an unknown instant (rule R11;
/// always zero but for <see cref="Interpolation.Hold"/>).
/// </param>
/// <param name="UncertainUptimeMicroseconds">The part of the uncertain time that was counted as up.</param>
/// <param name="UncertainDowntimeMicroseconds">The part of the uncertain time that was counted as down.</param>
/// <param name="CarriedMicroseconds">
/// The part of uptime and downtime that no poll of the same business interval speaks for: it is known by hearsay (rule R11a). Under
/// <see cref="Interpolation.Proportional"/>, the business intervals without any of the polls that decide.
/// </param>
/// <param name="PlannedMicroseconds">The hours of the window within planned closures, which are no business time (rule R18).</param>
/// <remarks>
/// Invariant, rule R12: uptime, downtime and unknown sum exactly to the business time of the window. Groups of stores or windows
/// add these numbers, never percentages (rule R16).
/// </remarks>
public readonly record struct UptimeTotals(
    long UptimeMicroseconds,
    long DowntimeMicroseconds,
    long UnknownMicroseconds,
    long UncertainMicroseconds = 0,
    long UncertainUptimeMicroseconds = 0,
    long UncertainDowntimeMicroseconds = 0,
    long CarriedMicroseconds = 0,
    long PlannedMicroseconds = 0)
{
    /// <summary>The business time of the window: the three parts together.</summary>
    public long BusinessTimeMicroseconds => checked(UptimeMicroseconds + DowntimeMicroseconds + UnknownMicroseconds);

    /// <summary>Uptime and downtime: the business time something is known about.</summary>
    public long KnownMicroseconds => checked(UptimeMicroseconds + DowntimeMicroseconds);

    /// <summary>Whether there was business time and nothing is known about any of it: the empty cells of rule R15.</summary>
    public bool IsAllUnknown => KnownMicroseconds == 0 && UnknownMicroseconds > 0;

    /// <summary>The least uptime that fits the polls: the uncertain time counted as up was down (rule R11).</summary>
    public long MinUptimeMicroseconds => UptimeMicroseconds - UncertainUptimeMicroseconds;

    /// <summary>The most uptime that fits the polls: the uncertain time counted as down was up (rule R11).</summary>
    public long MaxUptimeMicroseconds => UptimeMicroseconds + UncertainDowntimeMicroseconds;

    /// <summary>Uptime as a share of the known time; <c>null</c>, never zero or one, when nothing is known.</summary>
    public Share? Availability => Share.Of(UptimeMicroseconds, KnownMicroseconds);

    /// <summary>The known time as a share of the business time; <c>null</c> when there is no business time.</summary>
    public Share? Coverage => Share.Of(KnownMicroseconds, BusinessTimeMicroseconds);

    /// <summary>The totals of two windows, or of two stores, together (rule R16).</summary>
    public static UptimeTotals operator +(UptimeTotals a, UptimeTotals b) => checked(new(
        a.UptimeMicroseconds + b.UptimeMicroseconds,
        a.DowntimeMicroseconds + b.DowntimeMicroseconds,
        a.UnknownMicroseconds + b.UnknownMicroseconds,
        a.UncertainMicroseconds + b.UncertainMicroseconds,
        a.UncertainUptimeMicroseconds + b.UncertainUptimeMicroseconds,
        a.UncertainDowntimeMicroseconds + b.UncertainDowntimeMicroseconds,
        a.CarriedMicroseconds + b.CarriedMicroseconds,
        a.PlannedMicroseconds + b.PlannedMicroseconds));

    /// <summary>The same as <c>a + b</c>.</summary>
    public static UptimeTotals Add(UptimeTotals a, UptimeTotals b) => a + b;
}
