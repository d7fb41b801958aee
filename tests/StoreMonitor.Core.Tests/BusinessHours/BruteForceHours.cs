using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>
/// Business time found by looking at the clock of a zone at every single minute (rules R4 to R7 and R17 to R19): the oracle of the property
/// tests. Of Core it uses the rows as plain data; of NodaTime only the offset of a zone at an instant.
/// </summary>
internal sealed class BruteForceHours
{
    private const int MinutesPerDay = 24 * 60;
    private const int LastMinuteOfDay = MinutesPerDay - 1;

    // More than a row, a skipped date and the distance of two zones together, so that the ends of every row that matters are in sight.
    private const int MarginInMinutes = 6 * MinutesPerDay;

    private readonly long _first;
    private readonly bool[] _isOpen;

    // What the clock of each zone shows at each minute.
    private readonly Dictionary<string, long[]> _localMinutes = [];

    private BruteForceHours(long fromMinute, long toMinute)
    {
        _first = fromMinute - MarginInMinutes;
        _isOpen = new bool[toMinute + MarginInMinutes - _first];
    }

    /// <summary>The business intervals of <c>[from, to)</c>, cut off at its ends; everything on whole minutes.</summary>
    public static List<Interval> Within(IReadOnlyCollection<OpeningHours> rows, DateTimeZone zone, Instant from, Instant to) =>
        Within(date => rows.Where(row => row.Day == date.DayOfWeek), _ => zone, [], from, to);

    /// <summary>The same for rows and a zone that differ by date, without the instants of closures.</summary>
    public static List<Interval> Within(
        Func<LocalDate, IEnumerable<OpeningHours>> rowsOn, Func<LocalDate, DateTimeZone> zoneOn, IReadOnlyCollection<Interval> closures,
        Instant from, Instant to)
    {
        var (fromMinute, toMinute) = (from.ToUnixTimeSeconds() / 60, to.ToUnixTimeSeconds() / 60);
        var hours = new BruteForceHours(fromMinute, toMinute);
        hours.Open(rowsOn, zoneOn);
        return hours.Runs(fromMinute, toMinute, minute => closures.Any(closure => closure.Contains(At(minute))));
    }

    private void Open(Func<LocalDate, IEnumerable<OpeningHours>> rowsOn, Func<LocalDate, DateTimeZone> zoneOn)
    {
        var date = new LocalDate(1970, 1, 1).PlusDays((int)((_first / MinutesPerDay) - 2));
        var last = date.PlusDays((_isOpen.Length / MinutesPerDay) + 4);
        for (; date <= last; date = date.PlusDays(1))
        {
            var clock = ClockOf(zoneOn(date));
            foreach (var row in rowsOn(date))
            {
                var midnight = DayOf(date) * MinutesPerDay;
                var start = FirstReaching(clock, midnight + MinuteOf(row.Opens));
                var end = LastShowing(clock, midnight + ClosingMinuteOf(row));
                for (var index = start; index < end; index++)
                    _isOpen[index] = true;
            }
        }
    }

    private long[] ClockOf(DateTimeZone zone)
    {
        if (_localMinutes.TryGetValue(zone.Id, out var known))
            return known;

        var clock = new long[_isOpen.Length];
        for (var index = 0; index < clock.Length; index++)
            clock[index] = _first + index + (zone.GetUtcOffset(At(_first + index)).Seconds / 60);
        _localMinutes.Add(zone.Id, clock);
        return clock;
    }

    // An opening: the first minute on which the clock shows this or more. It may jump over the wanted minute.
    private static int FirstReaching(long[] clock, long localMinute)
    {
        var index = Array.FindIndex(clock, minute => minute >= localMinute);
        return index < 0 ? clock.Length : index;
    }

    // A closing: the last minute on which the clock shows just this, or the jump over it.
    private static int LastShowing(long[] clock, long localMinute)
    {
        var index = Array.LastIndexOf(clock, localMinute);
        return index < 0 ? FirstReaching(clock, localMinute) : index;
    }

    private List<Interval> Runs(long fromMinute, long toMinute, Func<long, bool> isClosure)
    {
        var runs = new List<Interval>();
        for (var minute = fromMinute; minute < toMinute; minute++)
        {
            var start = minute;
            while (minute < toMinute && _isOpen[minute - _first] && !isClosure(minute))
                minute++;
            if (minute > start)
                runs.Add(new Interval(At(start), At(minute)));
        }

        return runs;
    }

    // R5, then R6: minutes after the midnight of the date on which it opens.
    private static int ClosingMinuteOf(OpeningHours row)
    {
        var written = row.ClosesAtSecond / 60;
        if (written is >= LastMinuteOfDay and <= MinutesPerDay)
            return MinutesPerDay;
        return written <= MinuteOf(row.Opens) ? written + MinutesPerDay : written;
    }

    private static Instant At(long minute) => Instant.FromUnixTimeSeconds(minute * 60);

    private static int MinuteOf(LocalTime time) => (time.Hour * 60) + time.Minute;

    private static long DayOf(LocalDate date) => Period.DaysBetween(new LocalDate(1970, 1, 1), date);
}
