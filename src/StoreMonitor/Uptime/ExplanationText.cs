using System.Globalization;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Files;
using StoreMonitor.Storage;

namespace StoreMonitor.Uptime;

/// <summary>Formats an explanation for an 80-column terminal: local times, the rule and the poll behind each span, and the sum.</summary>
internal sealed class ExplanationText(StoreExplanation explained, TextWriter writer)
{
    private const int LongestProblem = 500;

    private static readonly ZonedDateTimePattern Date = Pattern("ddd uuuu-MM-dd");
    private static readonly ZonedDateTimePattern Time = Pattern("HH:mm:ss;FFFFFF");
    private static readonly ZonedDateTimePattern Offset = Pattern("o<g>");

    private readonly Store _store = explained.Store;

    public void Write()
    {
        WriteStore();
        foreach (var window in explained.Windows)
            Write(window);
        new ChangesText(explained.Changes, writer).Write();
    }

    // The facts known of the store, and the defaults used in their absence (rule R2).
    private void WriteStore()
    {
        Write("store          ", PrintableText.Of(_store.Id));
        if (_store.Details.Name is { } name)
            Write("name           ", PrintableText.Of(name));
        if (_store.Details.Groups is { Count: > 0 } groups)
            Write("groups         ", string.Join(", ", groups.Select(group => PrintableText.Of(group))));
        Write("zone           ", ZoneOf());
        Write("hours          ", HoursOf());
        Write("as of          ", $"{InstantText.Format(explained.AsOf)} ({At(explained.AsOf)})");
        if (explained.LatestPoll is { } latest)
            Write(
                "data age       ",
                $"the latest poll of all stores was {AgeText.Of(latest, explained.Now)}, at {InstantText.Format(latest)}");
        Write(
            "interpolation  ",
            $"{InterpolationText.Format(explained.Options.Interpolation)}, max carry {DurationText.Format(explained.Options.MaxCarry)}");
        Write(
            "last poll      ",
            explained.LastPoll is null
                ? "none by the as-of instant: the store is not in the report (R15)"
                : PollText(explained.LastPoll));
    }

    // One window: its business time, its spans, and the sum that yields the cells of the CSV.
    private void Write(WindowExplanation window)
    {
        writer.WriteLine();
        WriteInterval($"{window.Window.Name}  ", window.Interval);
        if (window.Explanation is not { } explanation)
        {
            Write("  ", "business time is not known (R2), so nothing can be said about this window");
            WriteCells(window, "empty (R2: the business time of the store is not known)");
            return;
        }

        new CalendarText(_store, window.Interval, writer).Write();
        WriteBusinessTime(explanation.Time.BusinessTime);
        WritePlannedTime(explanation.Time.PlannedTime);
        if (explanation.Share is { } share)
            Write("  ", ShareText(share));
        foreach (var span in explanation.Spans)
            Write(span);
        Write("  ", $"polls in the window: {window.CountedPolls} counted, {window.IgnoredPolls} ignored (R3: outside business time)");
        WriteSum(explanation.Totals, window.CarriedMicroseconds);
        WriteCells(window, "empty (R15: business time, of which nothing is known)");
    }

    private string ZoneOf()
    {
        if (_store.Hours.ZoneProblem is { } problem)
            return $"not known (R2): {PrintableText.Of(problem, LongestProblem)}";
        if (_store.Hours.IsDefaultZone)
            return $"{_store.Hours.Calendar.ZoneAt(explained.AsOf).Id} (default, R2: none is known)";
        return _store.Hours.Calendar.ZoneAt(explained.AsOf).Id
            + From(CalendarAt.FirstDateOfZone(_store.Hours.Calendar, explained.AsOf));
    }

    private string HoursOf()
    {
        if (_store.Hours.WeekProblem is { } problem)
            return $"not known (R2): {PrintableText.Of(problem, LongestProblem)}";
        return _store.Hours.IsDefaultSchedule
            ? "24×7 (default, R2: none are known)"
            : HoursText.Of(_store.Hours.Calendar.WeekAt(explained.AsOf))
                + From(CalendarAt.FirstDateOfWeek(_store.Hours.Calendar, explained.AsOf));
    }

    private static string From(LocalDate? first) => first is { } date ? $" (from {LocalDateText.Format(date)}, R19)" : "";

    private void WriteBusinessTime(IntervalSet businessTime)
    {
        var intervals = businessTime.Count == 1 ? "interval" : "intervals";
        writer.WriteLine($"  business time {Hours(UnixMicroseconds.From(businessTime.Total))} in {businessTime.Count} {intervals}");
        foreach (var interval in businessTime.Intervals)
            WriteInterval($"    {Hours(UnixMicroseconds.From(interval.Duration)),10}  ", interval);
    }

    private void WritePlannedTime(IntervalSet plannedTime)
    {
        if (plannedTime.Count == 0)
            return;

        writer.WriteLine($"  planned time (R18) {Hours(UnixMicroseconds.From(plannedTime.Total))}, which is no business time");
        foreach (var interval in plannedTime.Intervals)
            WriteInterval($"    {Hours(UnixMicroseconds.From(interval.Duration)),10}  ", interval);
    }

    private void Write(StatusSpan span)
    {
        var status = span.Status is { } known ? StoreStateText.Format(known) : "unknown";
        WriteInterval($"  {status,-7} {Hours(span.LengthMicroseconds),8}  ", span.Interval);
        var uncertain = span.IsUncertain ? ", uncertain (R11: the polls around it differ)" : "";
        Write("            ", $"{Because(span)}{uncertain}");
    }

    private string ShareText(ProportionalShare share)
    {
        if (share.Counted == 0)
            return "R10: no counted poll in the window, nor in reach before it: all unknown";
        return share.Fallback is { } poll
            ? $"R10: no counted poll in the window; the latest before it stands in: {PollText(poll)}"
            : $"R10: {share.Active} of {share.Counted} counted polls in the window were active";
    }

    private void WriteSum(in UptimeTotals totals, long carriedMicroseconds)
    {
        Write(
            "  ",
            $"sum (R12): up {Seconds(totals.UptimeMicroseconds)} + down {Seconds(totals.DowntimeMicroseconds)} "
            + $"+ unknown {Seconds(totals.UnknownMicroseconds)} = business time {Seconds(totals.BusinessTimeMicroseconds)}");
        if (carriedMicroseconds > 0)
            Write("  ", $"carried (R11a): {Seconds(carriedMicroseconds)} of it, known from other business intervals only");
        if (totals.UncertainMicroseconds > 0)
        {
            Write(
                "  ",
                $"uncertain (R11): {Seconds(totals.UncertainMicroseconds)}; "
                + $"uptime between {Seconds(totals.MinUptimeMicroseconds)} and {Seconds(totals.MaxUptimeMicroseconds)}");
        }

        Write("  ", $"availability {totals.Availability?.ToPercent() ?? "absent"}, coverage {totals.Coverage?.ToPercent() ?? "absent"}");
    }

    private void WriteCells(WindowExplanation window, string whyEmpty)
    {
        var totals = window.Explanation?.Totals ?? default;
        foreach (var (name, microseconds) in new[] { ("uptime", totals.UptimeMicroseconds), ("downtime", totals.DowntimeMicroseconds) })
        {
            var cell = window.Cell(microseconds);
            Write("  ", $"{name}_{window.Window.Name} = {(cell.Length == 0 ? whyEmpty : $"{cell} {window.Window.Unit.Name}")}");
        }
    }

    private string Because(StatusSpan span) => span.Rule switch
    {
        SpanRule.LatestInInterval => $"R8.1: holds since {PollText(span.Poll)}",
        SpanRule.EarliestInInterval => $"R8.2: first poll of the interval {PollText(span.Poll)}",
        SpanRule.LatestBefore => $"R8.3: last known {PollText(span.Poll)}",
        SpanRule.EarliestAfter => $"R8.4: next known {PollText(span.Poll)}",
        SpanRule.NoneInReach => "R8.5: no poll in reach",
        SpanRule.Nearest => $"R9: nearest {PollText(span.Poll)}",
        SpanRule.Proportional => throw new InvalidOperationException("under rule R10 there are no spans"),
    };

    private string PollText(Poll? poll) => poll is { } p ? $"{StoreStateText.FormatStatus(p.Status)} at {At(p.At)}" : "none";

    // A span on one line if both ends have the same date and offset, which is then printed once.
    private void WriteInterval(string label, Interval interval)
    {
        var (start, end) = (Local(interval.Start), Local(interval.End));
        if (start.Date == end.Date && start.Offset == end.Offset)
        {
            writer.WriteLine($"{label}{Date.Format(start)} {Time.Format(start)} – {Time.Format(end)} {Offset.Format(end)}");
            return;
        }

        writer.WriteLine($"{label}{At(interval.Start)}");
        writer.WriteLine($"{new string(' ', label.Length - 2)}– {At(interval.End)}");
    }

    private string At(Instant instant)
    {
        var local = Local(instant);
        return $"{Date.Format(local)} {Time.Format(local)} {Offset.Format(local)}";
    }

    private ZonedDateTime Local(Instant instant) => instant.InZone(_store.Hours.Calendar.ZoneAt(instant));

    private void Write(string label, string text) => WrappedText.Write(writer, label, text);

    private static string Hours(long microseconds) => $"{FigureText.Of(microseconds, FigureText.MicrosecondsPerHour)} h";

    private static string Seconds(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000m:0.######} s");

    private static ZonedDateTimePattern Pattern(string pattern) => ZonedDateTimePattern.CreateWithInvariantCulture(pattern, null);
}
