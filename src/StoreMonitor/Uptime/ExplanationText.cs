using System.Globalization;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage;

namespace StoreMonitor.Uptime;

/// <summary>An explanation as text to read: local times of the store, the rule and the poll behind each span, and the sum.</summary>
internal sealed class ExplanationText(Store store, Instant asOf, UptimeOptions options, TextWriter writer)
{
    private static readonly ZonedDateTimePattern Local =
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd uuuu-MM-dd HH:mm:ss;FFFFFF o<g>", null);

    private const string NotKnown = "empty (R2: the business time of the store is not known)";

    private const int LongestProblem = 500;

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    /// <summary>What is known of the store, with the defaults that stand in (rule R2).</summary>
    public void WriteStore(ReadOnlySpan<Poll> polls)
    {
        writer.WriteLine($"store          {ShownText.Of(store.Id)}");
        writer.WriteLine($"zone           {ZoneText()}");
        writer.WriteLine($"hours          {HoursText()}");
        writer.WriteLine($"as of          {InstantText.Format(asOf)}  ({At(asOf)})");
        writer.WriteLine($"interpolation  {InterpolationText.Format(options.Interpolation)}, max carry {DurationText.Format(options.MaxCarry)}");
        writer.WriteLine($"last poll      {(polls.IsEmpty ? "none at or before the as-of instant: the store is not in the report (R15)" : PollText(polls[^1]))}");
    }

    /// <summary>One window: its business time, its spans, and the sum that ends in the cells of the CSV.</summary>
    public void WriteWindow(ReportWindow window, Explanation explanation, ReadOnlySpan<Poll> polls)
    {
        var interval = window.EndingAt(asOf);
        writer.WriteLine();
        writer.WriteLine($"{window.Name}  [{At(interval.Start)}, {At(interval.End)})");
        WriteBusinessTime(explanation.BusinessTime);
        if (explanation.Share is { } share)
            WriteShare(share);
        foreach (var span in explanation.Spans)
            WriteSpan(span);
        WritePollCounts(interval, explanation.BusinessTime, polls);
        WriteSum(window, explanation.Totals);
    }

    /// <summary>The windows of a store whose business time is not known: rule R2.</summary>
    public void WriteNotKnown(IReadOnlyList<ReportWindow> windows)
    {
        writer.WriteLine();
        foreach (var window in windows)
        {
            writer.WriteLine($"  uptime_{window.Name} = {NotKnown}");
            writer.WriteLine($"  downtime_{window.Name} = {NotKnown}");
        }
    }

    private string ZoneText()
    {
        if (store.Hours.ZoneProblem is { } problem)
            return $"not known (R2): {ShownText.Of(problem, LongestProblem)}";
        return $"{store.Hours.Zone.Id}{(store.Hours.IsDefaultZone ? " (default, R2: none is known)" : "")}";
    }

    private string HoursText()
    {
        if (store.Hours.WeekProblem is { } problem)
            return $"not known (R2): {ShownText.Of(problem, LongestProblem)}";
        if (store.Hours.Schedule.Rows.Count == 0)
            return "closed all week";
        if (store.Hours.IsDefaultSchedule)
            return "24×7 (default, R2: none are known)";

        var days = store.Hours.Schedule.Rows
            .GroupBy(row => row.Day)
            .Select(day => $"{day.Key.ToString()[..3]} {string.Join(" ", day.Select(row => $"{Time.Format(row.Opens)}–{ClosingText(row)}"))}");
        return string.Join(", ", days);
    }

    // As it was written: 26:00:00 for 02:00 on the next date (rule R5).
    private static string ClosingText(OpeningHours row) => row.IsWrittenPastMidnight
        ? string.Create(CultureInfo.InvariantCulture, $"{row.ClosesAtSecond / 3600}:{row.ClosesAtSecond / 60 % 60:00}:{row.ClosesAtSecond % 60:00}")
        : Time.Format(row.Closes);

    private void WriteBusinessTime(IntervalSet businessTime)
    {
        writer.WriteLine($"  business time {Hours(UnixMicroseconds.From(businessTime.Total))} in {businessTime.Count} {(businessTime.Count == 1 ? "interval" : "intervals")}");
        foreach (var interval in businessTime.Intervals)
            writer.WriteLine($"    [{At(interval.Start)}, {At(interval.End)})  {Hours(UnixMicroseconds.From(interval.Duration))}");
    }

    private void WriteSpan(StatusSpan span)
    {
        var status = span.Status switch
        {
            StoreStatus.Active => "up",
            StoreStatus.Inactive => "down",
            _ => "unknown",
        };
        var uncertain = span.IsUncertain ? ", uncertain (R11: the polls around it differ)" : "";
        writer.WriteLine(
            $"  {status,-7} [{At(span.Interval.Start)}, {At(span.Interval.End)})  {Hours(span.LengthMicroseconds)}  {Because(span)}{uncertain}");
    }

    private void WriteShare(ProportionalShare share)
    {
        if (share.Counted == 0)
            writer.WriteLine("  R10: no counted poll in the window, nor in reach before it: all unknown");
        else if (share.Fallback is { } poll)
            writer.WriteLine($"  R10: no counted poll in the window; the latest before it stands in: {PollText(poll)}");
        else
            writer.WriteLine($"  R10: {share.Active} of {share.Counted} counted polls in the window were active");
    }

    private void WritePollCounts(Interval window, IntervalSet businessTime, ReadOnlySpan<Poll> polls)
    {
        var (counted, ignored) = (0, 0);
        foreach (var poll in polls)
        {
            if (!window.Contains(poll.At))
                continue;
            if (businessTime.Contains(poll.At))
                counted++;
            else
                ignored++;
        }

        writer.WriteLine($"  polls in the window: {counted} counted, {ignored} ignored (R3: outside business time)");
    }

    private void WriteSum(ReportWindow window, in UptimeTotals totals)
    {
        writer.WriteLine(
            $"  sum (R12): up {Seconds(totals.UptimeMicroseconds)} + down {Seconds(totals.DowntimeMicroseconds)} + unknown {Seconds(totals.UnknownMicroseconds)} = business time {Seconds(totals.BusinessTimeMicroseconds)}");
        if (totals.UncertainMicroseconds > 0)
        {
            writer.WriteLine(
                $"  uncertain (R11): {Seconds(totals.UncertainMicroseconds)}; uptime between {Seconds(totals.MinUptimeMicroseconds)} and {Seconds(totals.MaxUptimeMicroseconds)}");
        }

        writer.WriteLine(
            $"  availability {totals.Availability?.ToPercent() ?? "absent"}, coverage {totals.Coverage?.ToPercent() ?? "absent"}");
        var unit = window == ReportWindow.LastHour ? FigureText.MicrosecondsPerMinute : FigureText.MicrosecondsPerHour;
        writer.WriteLine($"  uptime_{window.Name} = {Cell(totals, totals.UptimeMicroseconds, unit)}");
        writer.WriteLine($"  downtime_{window.Name} = {Cell(totals, totals.DowntimeMicroseconds, unit)}");
    }

    private static string Cell(in UptimeTotals totals, long microseconds, long unit)
    {
        if (totals.IsAllUnknown)
            return "empty (R15: there was business time, and nothing is known about it)";
        return $"{FigureText.Of(microseconds, unit)} {(unit == FigureText.MicrosecondsPerHour ? "hours" : "minutes")}";
    }

    private string Because(StatusSpan span) => span.Rule switch
    {
        SpanRule.LatestInInterval => $"R8.1: holds since {PollText(span.Poll)}",
        SpanRule.EarliestInInterval => $"R8.2: first poll of the interval {PollText(span.Poll)}",
        SpanRule.LatestBefore => $"R8.3: last known {PollText(span.Poll)}",
        SpanRule.EarliestAfter => $"R8.4: next known {PollText(span.Poll)}",
        SpanRule.NoneInReach => "R8.5: no poll in reach",
        SpanRule.Nearest => $"R9: nearest {PollText(span.Poll)}",
        _ => throw new InvalidOperationException($"a span has the rule {span.Rule}, which spans do not have"),
    };

    private string PollText(Poll? poll) => poll is { } p ? $"{(p.Status == StoreStatus.Active ? "active" : "inactive")} at {At(p.At)}" : "none";

    private string At(Instant instant) => Local.Format(instant.InZone(store.Hours.Zone));

    private static string Hours(long microseconds) => $"{FigureText.Of(microseconds, FigureText.MicrosecondsPerHour)} h";

    private static string Seconds(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000m:0.######} s");
}
