using NodaTime;

namespace StoreMonitor.Core.BusinessHours;

/// <summary>One row of business hours: a store opens and closes at these local times, on the dates that fall on one weekday.</summary>
/// <param name="Day">The weekday on which it opens.</param>
/// <param name="Opens">The local opening time.</param>
/// <param name="Closes">The local time of day at which it closes; <see cref="ClosesAtMicrosecond"/> says on which date.</param>
/// <param name="IsWrittenPastMidnight">
/// The closing was written as 24:00 or later, so it is this time of day on the next date: 26:00 is 02:00 (rule R5).
/// </param>
/// <remarks>
/// A class, although small: the framework ships compiled code to sort and search classes, while a struct of ours has it compiled in each
/// process, which cost a cold report 3 ms.
/// </remarks>
public sealed record OpeningHours(IsoDayOfWeek Day, LocalTime Opens, LocalTime Closes, bool IsWrittenPastMidnight = false)
{
    /// <summary>
    /// The latest closing that can be written, 47:59:59, in seconds after the midnight at which its date starts (rule R5).
    /// </summary>
    public const int LatestClosingSecond = (2 * SecondsPerDay) - 1;

    private const int SecondsPerDay = NodaConstants.SecondsPerDay;

    /// <summary>A closing time at or after this one means the end of the day: rule R5.</summary>
    private static readonly LocalTime EndOfDay = new(23, 59);

    /// <summary>The opening as it was written, in seconds after midnight: 0 to 86,399.</summary>
    public int OpensAtSecond => SecondOf(Opens);

    /// <summary>The closing as it was written, in seconds after midnight: 0 to <see cref="LatestClosingSecond"/>.</summary>
    public int ClosesAtSecond => SecondOf(Closes) + (IsWrittenPastMidnight ? SecondsPerDay : 0);

    /// <summary>Whether it closes at the end of the day on which it opens (rule R5).</summary>
    public bool ClosesAtEndOfDay => IsWrittenPastMidnight ? Closes == LocalTime.Midnight : Closes >= EndOfDay;

    /// <summary>Whether it closes on the day after (rules R5 and R6), at the latest a whole day after it opened.</summary>
    /// <remarks>Rule R5 comes first: 23:59 to 23:59 is the last minute of a day, because its closing time is midnight.</remarks>
    public bool IsOvernight => !ClosesAtEndOfDay && (IsWrittenPastMidnight || Closes <= Opens);

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

    /// <summary>
    /// Whether a closing may be written for an opening: any up to 23:59:59, and a later one at most 24 hours after the opening (rule R5).
    /// </summary>
    /// <param name="opensAtSecond">Seconds after midnight, as written.</param>
    /// <param name="closesAtSecond">The same; 24:00 is 86,400.</param>
    public static bool CanClose(int opensAtSecond, int closesAtSecond) =>
        opensAtSecond is >= 0 and < SecondsPerDay
        && closesAtSecond is >= 0 and <= LatestClosingSecond
        && (closesAtSecond < SecondsPerDay || closesAtSecond - opensAtSecond <= SecondsPerDay);

    /// <summary>The row as it was written, in seconds after midnight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The closing cannot be: see <see cref="CanClose"/>.</exception>
    public static OpeningHours Written(IsoDayOfWeek day, int opensAtSecond, int closesAtSecond)
    {
        if (!CanClose(opensAtSecond, closesAtSecond))
        {
            throw new ArgumentOutOfRangeException(
                nameof(closesAtSecond), closesAtSecond, "the closing is more than 24 hours after the opening");
        }

        return new OpeningHours(
            day,
            LocalTime.FromSecondsSinceMidnight(opensAtSecond),
            LocalTime.FromSecondsSinceMidnight(closesAtSecond % SecondsPerDay),
            closesAtSecond >= SecondsPerDay);
    }

    private static int SecondOf(LocalTime time) => (int)(time.TickOfDay / NodaConstants.TicksPerSecond);
}
