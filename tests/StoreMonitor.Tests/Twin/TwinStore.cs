using System.Globalization;
using NodaTime;

namespace StoreMonitor.Tests.Twin;

/// <summary>A row of hours: seconds are not used. A closing of 24:00 or later is on the next date.</summary>
/// <param name="Day">0 for Monday; for special hours, the weekday of the date.</param>
internal sealed record TwinRow(int Day, int OpensAtMinute, int ClosesAtMinute)
{
    public string Times => string.Create(
        CultureInfo.InvariantCulture, $"{OpensAtMinute / 60:00}:{OpensAtMinute % 60:00},{ClosesAtMinute / 60:00}:{ClosesAtMinute % 60:00}");
}

/// <summary>A store as the rules describe it, with everything on whole minutes.</summary>
internal sealed record TwinStore(string Id)
{
    public List<TwinRow>? Week { get; init; }

    public SortedDictionary<LocalDate, List<TwinRow>> DatedWeeks { get; } = [];

    public string? Zone { get; init; }

    public SortedDictionary<LocalDate, string> DatedZones { get; } = [];

    public SortedDictionary<LocalDate, List<TwinRow>> SpecialHours { get; } = [];

    public List<(Instant From, Instant To)> Closures { get; } = [];

    public SortedDictionary<Instant, bool> Polls { get; } = [];

    /// <summary>For each minute from an instant on, whether the hours of the store cover it.</summary>
    public bool[] HoursFrom(Instant start, int minutes)
    {
        var isOpen = new bool[minutes];
        var first = start.InUtc().Date.PlusDays(-3);
        for (var date = first; date < first.PlusDays((minutes / 1440) + 7); date = date.PlusDays(1))
        {
            foreach (var row in RowsOn(date))
            {
                var (opens, closes) = InstantsOf(row, date);
                for (var at = opens; at < closes; at += Duration.FromMinutes(1))
                {
                    var index = (int)(at - start).TotalMinutes;
                    if (at >= start && index < minutes)
                        isOpen[index] = true;
                }
            }
        }

        return isOpen;
    }

    private IEnumerable<TwinRow> RowsOn(LocalDate date)
    {
        if (SpecialHours.TryGetValue(date, out var special))
            return special;
        var dated = DatedWeeks.Where(week => week.Key <= date).Select(week => week.Value).LastOrDefault();
        var week = dated ?? Week ?? DatedWeeks.Values.FirstOrDefault();
        return week is null ? [new TwinRow(0, 0, 24 * 60)] : week.Where(row => row.Day == (int)date.DayOfWeek - 1);
    }

    private DateTimeZone ZoneOn(LocalDate date)
    {
        var dated = DatedZones.Where(zone => zone.Key <= date).Select(zone => zone.Value).LastOrDefault();
        return DateTimeZoneProviders.Tzdb[dated ?? Zone ?? DatedZones.Values.FirstOrDefault() ?? "America/Chicago"];
    }

    private (Instant Opens, Instant Closes) InstantsOf(TwinRow row, LocalDate date)
    {
        var zone = ZoneOn(date);
        var closes = row.ClosesAtMinute;
        if (closes == (23 * 60) + 59)
            closes = 24 * 60;
        else if (closes < 24 * 60 && closes <= row.OpensAtMinute)
            closes += 24 * 60;
        return (At(zone, date, row.OpensAtMinute, isOpening: true), At(zone, date, closes, isOpening: false));
    }

    private static Instant At(DateTimeZone zone, LocalDate date, int minute, bool isOpening)
    {
        var local = date.PlusDays(minute / 1440).At(new LocalTime(minute % 1440 / 60, minute % 60));
        var map = zone.MapLocal(local);
        return map.Count switch
        {
            0 => map.LateInterval.Start,
            1 => map.Single().ToInstant(),
            _ => (isOpening ? map.First() : map.Last()).ToInstant(),
        };
    }
}
