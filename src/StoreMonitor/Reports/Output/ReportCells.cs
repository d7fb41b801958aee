using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Files;
using StoreMonitor.Uptime;

namespace StoreMonitor.Reports.Output;

/// <summary>The cells of one row after another, in one buffer: a report has tens of thousands of them.</summary>
internal sealed class ReportCells
{
    private readonly IReadOnlyList<ReportColumn> _columns;

    // By column, the index of its window among the totals of a row.
    private readonly int[] _windows;

    private char[] _cells;
    private int _length;

    /// <param name="columns">Those that the rows were computed for.</param>
    public ReportCells(IReadOnlyList<ReportColumn> columns)
    {
        _columns = columns;
        _windows = new int[columns.Count];
        _cells = new char[((columns.Count + 1) * (FigureText.MaxLength + 1)) + 1];
        var windows = StoreReportCalculator.WindowsOf(columns);
        for (var index = 0; index < columns.Count; index++)
            _windows[index] = columns[index].Window is { } window ? StoreReportCalculator.IndexIn(windows, window) : 0;
    }

    /// <summary>The cells of a row, a comma before each, and the end of the line; valid until the next call.</summary>
    public ReadOnlySpan<char> Of(StoreReport row)
    {
        _length = 0;
        for (var index = 0; index < _columns.Count; index++)
        {
            _cells[_length++] = ',';
            var column = _columns[index];
            if (column.Window is null)
                Add(TextOf(column.Measure, row.Facts!));
            else if (row.IsBusinessTimeKnown)
                AddFigure(column.Measure, row.TotalsOf(_windows[index]), column.Window.Unit.Microseconds);
        }

        _cells[_length++] = '\n';
        return _cells.AsSpan(0, _length);
    }

    private void AddFigure(ReportMeasure measure, in UptimeTotals totals, long unit)
    {
        switch (measure)
        {
            case ReportMeasure.Availability:
                AddPercent(totals.Availability);
                return;
            case ReportMeasure.Coverage:
                AddPercent(totals.Coverage);
                return;
        }

        var microseconds = MicrosecondsOf(measure, totals);
        if (microseconds >= 0)
            _length += FigureText.Write(_cells.AsSpan(_length), microseconds, unit);
    }

    // Negative for an empty cell: rule R15 has no uptime and no downtime of time that is all unknown.
    private static long MicrosecondsOf(ReportMeasure measure, in UptimeTotals totals) => measure switch
    {
        ReportMeasure.Uptime => totals.IsAllUnknown ? -1 : totals.UptimeMicroseconds,
        ReportMeasure.Downtime => totals.IsAllUnknown ? -1 : totals.DowntimeMicroseconds,
        ReportMeasure.UptimeMin => totals.IsAllUnknown ? -1 : totals.MinUptimeMicroseconds,
        ReportMeasure.UptimeMax => totals.IsAllUnknown ? -1 : totals.MaxUptimeMicroseconds,
        ReportMeasure.Business => totals.BusinessTimeMicroseconds,
        ReportMeasure.Unknown => totals.UnknownMicroseconds,
        ReportMeasure.Carried => totals.CarriedMicroseconds,
        ReportMeasure.Uncertain => totals.UncertainMicroseconds,
        ReportMeasure.Availability or ReportMeasure.Coverage or ReportMeasure.LastPoll or ReportMeasure.State or ReportMeasure.Dormant
            or ReportMeasure.Zone or ReportMeasure.Defaults or ReportMeasure.Problem =>
            throw new InvalidOperationException($"the measure {measure} is not a length of time"),
    };

    private void AddPercent(Share? share)
    {
        if (share is { } known)
            _length += FigureText.WritePercent(_cells.AsSpan(_length), known);
    }

    private static string TextOf(ReportMeasure measure, StoreFacts facts) => measure switch
    {
        ReportMeasure.LastPoll => InstantText.Format(UnixMicroseconds.ToInstant(facts.LastPollMicroseconds)),
        ReportMeasure.State => facts.Now is { } now ? StoreStateText.Format(now.State) : "",
        ReportMeasure.Dormant => facts.Now is { } now ? (now.IsDormant ? "true" : "false") : "",
        ReportMeasure.Zone => facts.Hours.ZoneProblem is null ? facts.Hours.Zone.Id : "",
        ReportMeasure.Defaults => DefaultsOf(facts),
        ReportMeasure.Problem => PrintableText.Of(facts.Hours.Problem ?? "", int.MaxValue),
        ReportMeasure.Uptime or ReportMeasure.Downtime or ReportMeasure.Business or ReportMeasure.Unknown or ReportMeasure.Carried
            or ReportMeasure.Uncertain or ReportMeasure.UptimeMin or ReportMeasure.UptimeMax or ReportMeasure.Availability
            or ReportMeasure.Coverage => throw new InvalidOperationException($"the measure {measure} needs a window"),
    };

    private static string DefaultsOf(StoreFacts facts) => (facts.Hours.IsDefaultSchedule, facts.Hours.IsDefaultZone) switch
    {
        (true, true) => "hours zone",
        (true, false) => "hours",
        (false, true) => "zone",
        (false, false) => "",
    };

    private void Add(string text)
    {
        var field = CsvText.Field(text);
        if (_cells.Length - _length < field.Length + ((_columns.Count + 1) * (FigureText.MaxLength + 1)))
            Array.Resize(ref _cells, (2 * _cells.Length) + field.Length);
        field.CopyTo(_cells.AsSpan(_length));
        _length += field.Length;
    }
}
