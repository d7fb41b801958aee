using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Reports;

/// <summary>What a column of a report shows, and how it is read from the row of a store.</summary>
/// <remarks>
/// A new measure is one line in <see cref="OfWindows"/> or <see cref="OfStores"/>; all formats and the <c>--columns</c> option then have
/// it.
/// A measure is exactly one of three: a length of time, a share, or a text.
/// </remarks>
public sealed class ReportMeasure
{
    /// <summary>The measures of a window, in the order in which they are offered. Lengths of time are in the unit of the window.</summary>
    public static readonly IReadOnlyList<ReportMeasure> OfWindows =
    [
        Known("uptime", (in UptimeTotals totals) => totals.UptimeMicroseconds),
        Known("downtime", (in UptimeTotals totals) => totals.DowntimeMicroseconds),
        Time("business", (in UptimeTotals totals) => totals.BusinessTimeMicroseconds),
        Time("unknown", (in UptimeTotals totals) => totals.UnknownMicroseconds),
        Time("carried", (in UptimeTotals totals) => totals.CarriedMicroseconds),
        Time("uncertain", (in UptimeTotals totals) => totals.UncertainMicroseconds),
        Time("planned", (in UptimeTotals totals) => totals.PlannedMicroseconds),
        Known("uptime_min", (in UptimeTotals totals) => totals.MinUptimeMicroseconds),
        Known("uptime_max", (in UptimeTotals totals) => totals.MaxUptimeMicroseconds),
        Percentage("availability", (in UptimeTotals totals) => totals.Availability),
        Percentage("coverage", (in UptimeTotals totals) => totals.Coverage),
    ];

    /// <summary>The measures of a store, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<ReportMeasure> OfStores =
    [
        Text("last_poll", facts => InstantText.Format(UnixMicroseconds.ToInstant(facts.LastPollMicroseconds))),
        Text("state", facts => facts.Now is { } now ? StoreStateText.Format(now.State) : ""),
        Text("dormant", facts => facts.Now is { } now ? (now.IsDormant ? "true" : "false") : ""),
        Text("zone", facts => facts.Hours.ZoneProblem is null ? facts.Hours.Calendar.ZoneAt(facts.AsOf).Id : ""),
        Text("defaults", facts => DefaultsOf(facts.Hours.IsDefaultSchedule, facts.Hours.IsDefaultZone)),
        Text("problem", facts => facts.Hours.Problem ?? ""),
    ];

    private readonly TimeReader? _time;
    private readonly ShareReader? _share;
    private readonly TextReader? _text;

    // Rule R15: there is no figure of time about which nothing is known.
    private readonly bool _isOfKnownTime;

    private ReportMeasure(string name, TimeReader? time, ShareReader? share, TextReader? text, bool isOfKnownTime) =>
        (Name, _time, _share, _text, _isOfKnownTime) = (name, time, share, text, isOfKnownTime);

    // By hand, because delegates of the framework over our structs are compiled anew in each process.
    private delegate long TimeReader(in UptimeTotals totals);

    private delegate Share? ShareReader(in UptimeTotals totals);

    private delegate string TextReader(StoreFacts facts);

    /// <summary>Business time up.</summary>
    public static ReportMeasure Uptime => OfWindows[0];

    /// <summary>Business time down.</summary>
    public static ReportMeasure Downtime => OfWindows[1];

    /// <summary>Its name in requests and column titles: <c>uptime</c>, <c>last_poll</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is a share of a window, shown as a percentage that is rounded down (rule R16).</summary>
    public bool IsShare => _share is not null;

    /// <summary>The length of time that it measures, in microseconds.</summary>
    /// <returns>Negative when the cell is empty: rule R15 has no uptime and no downtime of business time about which nothing is
    /// known.</returns>
    /// <exception cref="InvalidOperationException">It does not measure a length of time.</exception>
    public long MicrosecondsOf(in UptimeTotals totals)
    {
        if (_time is null)
            throw new InvalidOperationException($"the measure {Name} is not a length of time");
        return _isOfKnownTime && totals.IsAllUnknown ? -1 : _time(totals);
    }

    /// <summary>The share that it measures; <c>null</c> when the cell is empty.</summary>
    /// <exception cref="InvalidOperationException">It does not measure a share.</exception>
    public Share? ShareOf(in UptimeTotals totals) =>
        _share is not null ? _share(totals) : throw new InvalidOperationException($"the measure {Name} is not a share");

    /// <summary>What it says of the store; may contain text from input files. Empty when the cell is empty.</summary>
    /// <exception cref="InvalidOperationException">It measures a window.</exception>
    public string TextOf(StoreFacts facts) =>
        _text is not null ? _text(facts) : throw new InvalidOperationException($"the measure {Name} needs a window");

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ReportMeasure Known(string name, TimeReader time) => new(name, time, null, null, isOfKnownTime: true);

    private static ReportMeasure Time(string name, TimeReader time) => new(name, time, null, null, isOfKnownTime: false);

    private static ReportMeasure Percentage(string name, ShareReader share) => new(name, null, share, null, isOfKnownTime: false);

    private static ReportMeasure Text(string name, TextReader text) => new(name, null, null, text, isOfKnownTime: false);

    private static string DefaultsOf(bool isDefaultSchedule, bool isDefaultZone) => (isDefaultSchedule, isDefaultZone) switch
    {
        (true, true) => "hours zone",
        (true, false) => "hours",
        (false, true) => "zone",
        (false, false) => "",
    };
}
