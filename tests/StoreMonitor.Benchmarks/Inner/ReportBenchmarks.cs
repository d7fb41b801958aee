using BenchmarkDotNet.Attributes;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Benchmarks.Inner;

/// <summary>What a report does for one store: business time once for each zone and week, the sweep for each store.</summary>
[MemoryDiagnoser]
public class ReportBenchmarks
{
    private const int PollCount = 500;
    private const int HoursPerYear = 365 * 24;

    private static readonly Poll[] Polls = MadeUp.Polls(PollCount);
    private static readonly Instant AsOf = Polls[^1].At;
    private static readonly Interval[] Windows = [.. ReportWindow.All.Select(window => window.EndingAt(AsOf))];

    private static readonly BusinessTime Hours = new(
        WeeklySchedule.Of(Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None)
            .Select(day => new OpeningHours(day, new LocalTime(9, 0), new LocalTime(21, 30)))),
        DateTimeZoneProviders.Tzdb["America/New_York"]);

    private readonly Interval _range = UptimeCalculator.BusinessTimeRange(Windows[^1].Start, Windows[^1].End, AsOf, UptimeOptions.Default);
    private IntervalSet _businessTime = IntervalSet.Empty;

    // A poll an hour for a year.
    private static readonly Poll[] YearOfPolls = MadeUp.Polls(HoursPerYear);
    private static readonly StoreTime YearOfTime = Hours.Around(YearOfPolls[0].At, YearOfPolls[^1].At);
    private readonly StoreCalendar _calendar = StoreCalendar.Of(null, DateTimeZoneProviders.Tzdb["America/New_York"]);
    private readonly Interval[] _year = [new(YearOfPolls[0].At, YearOfPolls[^1].At)];
    private Interval[] _hoursOfYear = [];

    [GlobalSetup]
    public void Setup()
    {
        _businessTime = BusinessTimeOfOneWeek();
        _hoursOfYear = CutYearByHours();
        var windows = Windows.Select(window => UnixMicroseconds.From(_businessTime.Within(window.Start, window.End).Total));
        if (!windows.SequenceEqual(TotalsOfOneStore().Select(totals => totals.BusinessTimeMicroseconds)))
            throw new InvalidOperationException("the parts do not sum to the business time of the windows (rule R12)");
    }

    [Benchmark]
    public IntervalSet BusinessTimeOfOneWeek() => Hours.Touching(_range.Start, _range.End);

    [Benchmark]
    public Interval[] CutYearByHours() => [.. TimeBuckets.Cut(_year[0], BucketUnit.Hour, _calendar).Select(hour => hour.Interval)];

    [Benchmark]
    public UptimeTotals[] TotalsOfOneYearByHours() =>
        UptimeCalculator.TotalsByBucket(YearOfPolls, YearOfTime, _year[0].End, _hoursOfYear, UptimeOptions.Default);

    [Benchmark]
    public UptimeTotals[] TotalsOfOneYear() => UptimeCalculator.Totals(YearOfPolls, YearOfTime, _year[0].End, _year, UptimeOptions.Default);

    [Benchmark]
    public UptimeTotals[] TotalsOfOneStore() => UptimeCalculator.Totals(Polls, StoreTime.Of(_businessTime), AsOf, Windows, UptimeOptions.Default);
}
