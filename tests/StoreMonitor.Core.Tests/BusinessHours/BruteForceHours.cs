using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>
/// Business time found by looking at the clock of a zone at every single minute (rules R4 to R7): the oracle of the property tests.
/// Of Core it uses the rows as plain data; of NodaTime only the offset of the zone at an instant.
/// </summary>
internal sealed class BruteForceHours
{
    private const int MinutesPerDay = 24 * 60;
    private const int LastMinuteOfDay = MinutesPerDay - 1;

    // More than a row and a skipped date together, so that the ends of every row that matters are in sight.
    private const int MarginInMinutes = 4 * MinutesPerDay;

    private readonly long _first;
    private readonly long[] _localMinutes;
    private readonly bool[] _isOpen;

    private BruteForceHours(DateTimeZone zone, long fromMinute, long toMinute)
    {
        _first = fromMinute - MarginInMinutes;
        _localMinutes = new long[toMinute + MarginInMinutes - _first];
        for (var index = 0; index < _localMinutes.Length; index++)
            _localMinutes[index] = _first + index + (zone.GetUtcOffset(At(_first + index)).Seconds / 60);
        _isOpen = new bool[_localMinutes.Length];
    }

    /// <summary>The business intervals of <c>[from, to)</c>, cut off at its ends; everything on whole minutes.</summary>
    public static List<Interval> Within(IReadOnlyCollection<OpeningHours> rows, DateTimeZone zone, Instant from, Instant to)
    {
        var (fromMinute, toMinute) = (from.ToUnixTimeSeconds() / 60, to.ToUnixTimeSeconds() / 60);
        var hours = new BruteForceHours(zone, fromMinute, toMinute);
        hours.Open(rows);
        return hours.Runs(fromMinute, toMinute);
    }

    private void Open(IReadOnlyCollection<OpeningHours> rows)
    {
        for (var day = DayOf(_localMinutes[0]); day <= DayOf(_localMinutes[^1]); day++)
        {
            foreach (var row in rows.Where(row => (int)row.Day == WeekdayOf(day)))
            {
                var start = FirstReaching((day * MinutesPerDay) + MinuteOf(row.Opens));
                var end = LastShowing((day * MinutesPerDay) + ClosingMinuteOf(row));
                for (var index = start; index < end; index++)
                    _isOpen[index] = true;
            }
        }
    }

    // An opening: the first minute on which the clock shows this or more. It may jump over the wanted minute.
    private int FirstReaching(long localMinute)
    {
        var index = Array.FindIndex(_localMinutes, minute => minute >= localMinute);
        return index < 0 ? _localMinutes.Length : index;
    }

    // A closing: the last minute on which the clock shows just this, or the jump over it.
    private int LastShowing(long localMinute)
    {
        var index = Array.LastIndexOf(_localMinutes, localMinute);
        return index < 0 ? FirstReaching(localMinute) : index;
    }

    private List<Interval> Runs(long fromMinute, long toMinute)
    {
        var runs = new List<Interval>();
        for (var minute = fromMinute; minute < toMinute; minute++)
        {
            var start = minute;
            while (minute < toMinute && _isOpen[minute - _first])
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

    // Rounded down, also before 1970.
    private static long DayOf(long localMinute) => (localMinute - (((localMinute % MinutesPerDay) + MinutesPerDay) % MinutesPerDay)) / MinutesPerDay;

    // 1970-01-01, day 0, was a Thursday.
    private static int WeekdayOf(long day) => (int)((((day + 3) % 7) + 7) % 7) + 1;
}
