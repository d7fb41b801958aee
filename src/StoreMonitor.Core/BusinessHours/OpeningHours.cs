using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>One row of business hours: a store opens and closes at these local times, on the dates that fall on one weekday.</summary>
/// <param name="Day">The weekday on which it opens.</param>
/// <param name="Opens">The local opening time.</param>
/// <param name="Closes">The local closing time as written; <see cref="ClosesAtMicrosecond"/> says what it means.</param>
/// <remarks>
/// A class, although small: the framework's sorting and searching come compiled for classes, and are compiled anew in each process for
/// a struct of ours, which was 3 ms of a cold report.
/// </remarks>
public sealed record OpeningHours(IsoDayOfWeek Day, LocalTime Opens, LocalTime Closes)
{
    /// <summary>A closing time at or after this one means the end of the day: rule R5.</summary>
    private static readonly LocalTime EndOfDay = new(23, 59);

    /// <summary>Whether it closes at the end of the day on which it opens (rule R5).</summary>
    public bool ClosesAtEndOfDay => Closes >= EndOfDay;

    /// <summary>Whether it closes on the day after (rule R6), at the latest a whole day after it opened.</summary>
    /// <remarks>Rule R5 comes first: 23:59 to 23:59 is the last minute of a day, for its closing time is midnight.</remarks>
    public bool IsOvernight => !ClosesAtEndOfDay && Closes <= Opens;

    /// <summary>The opening, in microseconds of local time after the midnight at which its date starts.</summary>
    public long OpensAtMicrosecond => LocalMicroseconds.Of(Opens);

    /// <summary>
    /// The closing that belongs to the opening on a date, in microseconds of local time after the midnight at which that date starts:
    /// a day or more where it is on the next date (rules R5 and R6), less than two.
    /// </summary>
    public long ClosesAtMicrosecond
    {
        get
        {
            if (ClosesAtEndOfDay)
                return LocalMicroseconds.PerDay;
            return LocalMicroseconds.Of(Closes) + (IsOvernight ? LocalMicroseconds.PerDay : 0);
        }
    }
}
