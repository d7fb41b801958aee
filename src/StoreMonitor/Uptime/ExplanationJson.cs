using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Uptime;

/// <summary>Formats an explanation as JSON: snake_case, instants as RFC 3339 in UTC, durations in seconds with six decimals.</summary>
internal sealed class ExplanationJson(StoreExplanation explained)
{
    private const long MicrosecondsPerSecond = 1_000_000;

    // Non-ASCII letters are written unescaped because the output goes to a file or a terminal, not into a page.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document without a trailing line end.</summary>
    public string Text()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
            Write(json);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteStore(json);
        json.WriteString("as_of", InstantText.Format(explained.AsOf));
        WriteInstant(json, "latest_poll", explained.LatestPoll);
        if (explained.LatestPoll is { } latest)
            WriteSeconds(json, "data_age_seconds", (explained.Now - latest).ToInt64Nanoseconds() / 1_000);
        else
            json.WriteNull("data_age_seconds");
        json.WriteString("interpolation", InterpolationText.Format(explained.Options.Interpolation));
        WriteSeconds(json, "max_carry_seconds", explained.Options.MaxCarry.ToInt64Nanoseconds() / 1_000);
        WritePoll(json, "last_poll", explained.LastPoll);
        json.WriteBoolean("is_in_report", explained.LastPoll is not null);
        json.WriteStartArray("windows");
        foreach (var window in explained.Windows)
            WriteWindow(json, window);
        json.WriteEndArray();
        ChangesJson.Write(json, explained.Changes);
        json.WriteEndObject();
    }

    private void WriteStore(Utf8JsonWriter json)
    {
        var hours = explained.Store.Hours;
        json.WriteString("store_id", explained.Store.Id);
        json.WriteString("name", explained.Store.Details.Name);
        json.WriteStartArray("groups");
        foreach (var group in explained.Store.Details.Groups)
            json.WriteStringValue(group);
        json.WriteEndArray();
        json.WriteString("zone", hours.ZoneProblem is null ? hours.Calendar.ZoneAt(explained.AsOf).Id : null);
        CalendarJson.WriteDate(json, "zone_first_date", CalendarAt.FirstDateOfZone(hours.Calendar, explained.AsOf));
        json.WriteBoolean("is_default_zone", hours.IsDefaultZone);
        json.WriteString("zone_problem", hours.ZoneProblem);
        json.WriteBoolean("is_default_hours", hours.IsDefaultSchedule);
        json.WriteString("hours_problem", hours.WeekProblem);
        CalendarJson.WriteDate(json, "hours_first_date", CalendarAt.FirstDateOfWeek(hours.Calendar, explained.AsOf));
        if (hours.IsDefaultSchedule || hours.WeekProblem is not null)
            json.WriteNull("hours");
        else
            CalendarJson.WriteRows(json, "hours", hours.Calendar.WeekAt(explained.AsOf));
    }

    private void WriteWindow(Utf8JsonWriter json, WindowExplanation window)
    {
        json.WriteStartObject();
        json.WriteString("window", window.Window.Name);
        WriteInterval(json, window.Interval);
        json.WriteBoolean("is_business_time_known", window.Explanation is not null);
        json.WriteNumber("counted_polls", window.CountedPolls);
        json.WriteNumber("ignored_polls", window.IgnoredPolls);
        CalendarJson.Write(json, explained.Store, window.Interval);
        if (window.Explanation is { } explanation)
        {
            WriteExplanation(json, explanation);
            WriteTotals(json, explanation.Totals, window.CarriedMicroseconds);
        }

        json.WriteStartObject("cells");
        json.WriteString($"uptime_{window.Window.Name}", window.Cell(window.Explanation?.Totals.UptimeMicroseconds ?? 0));
        json.WriteString($"downtime_{window.Window.Name}", window.Cell(window.Explanation?.Totals.DowntimeMicroseconds ?? 0));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteExplanation(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartArray("business_intervals");
        foreach (var interval in explanation.Time.BusinessTime.Intervals)
        {
            json.WriteStartObject();
            WriteInterval(json, interval);
            WriteSeconds(json, "seconds", interval.Duration.ToInt64Nanoseconds() / 1_000);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("planned_intervals");
        foreach (var interval in explanation.Time.PlannedTime.Intervals)
        {
            json.WriteStartObject();
            WriteInterval(json, interval);
            WriteSeconds(json, "seconds", interval.Duration.ToInt64Nanoseconds() / 1_000);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("spans");
        foreach (var span in explanation.Spans)
            WriteSpan(json, span);
        json.WriteEndArray();
        if (explanation.Share is not { } share)
            return;

        json.WriteStartObject("share");
        json.WriteNumber("active_polls", share.Active);
        json.WriteNumber("counted_polls", share.Counted);
        WritePoll(json, "fallback_poll", share.Fallback);
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, StatusSpan span)
    {
        json.WriteStartObject();
        json.WriteString("state", span.Status is { } known ? StoreStateText.Format(known) : "unknown");
        WriteInterval(json, span.Interval);
        WriteSeconds(json, "seconds", span.LengthMicroseconds);
        json.WriteString("rule", RuleOf(span.Rule));
        WritePoll(json, "poll", span.Poll);
        json.WriteBoolean("is_uncertain", span.IsUncertain);
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, in UptimeTotals totals, long carriedMicroseconds)
    {
        WriteSeconds(json, "business_seconds", totals.BusinessTimeMicroseconds);
        WriteSeconds(json, "uptime_seconds", totals.UptimeMicroseconds);
        WriteSeconds(json, "downtime_seconds", totals.DowntimeMicroseconds);
        WriteSeconds(json, "unknown_seconds", totals.UnknownMicroseconds);
        WriteSeconds(json, "carried_seconds", carriedMicroseconds);
        WriteSeconds(json, "uncertain_seconds", totals.UncertainMicroseconds);
        WriteSeconds(json, "planned_seconds", totals.PlannedMicroseconds);
        WriteSeconds(json, "uptime_min_seconds", totals.MinUptimeMicroseconds);
        WriteSeconds(json, "uptime_max_seconds", totals.MaxUptimeMicroseconds);
        WriteShare(json, "availability", totals.Availability);
        WriteShare(json, "coverage", totals.Coverage);
    }

    private static string RuleOf(SpanRule rule) => rule switch
    {
        SpanRule.LatestInInterval => "R8.1",
        SpanRule.EarliestInInterval => "R8.2",
        SpanRule.LatestBefore => "R8.3",
        SpanRule.EarliestAfter => "R8.4",
        SpanRule.NoneInReach => "R8.5",
        SpanRule.Nearest => "R9",
        SpanRule.Proportional => "R10",
    };

    private static void WriteInterval(Utf8JsonWriter json, Interval interval)
    {
        json.WriteString("from", InstantText.Format(interval.Start));
        json.WriteString("to", InstantText.Format(interval.End));
    }

    private static void WriteInstant(Utf8JsonWriter json, string name, Instant? instant) =>
        json.WriteString(name, instant is { } at ? InstantText.Format(at) : null);

    private static void WritePoll(Utf8JsonWriter json, string name, Poll? poll)
    {
        if (poll is not { } p)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("at", InstantText.Format(p.At));
        json.WriteString("status", StoreStateText.FormatStatus(p.Status));
        json.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, long microseconds)
    {
        json.WritePropertyName(name);
        var (whole, fraction) = Math.DivRem(Math.Abs(microseconds), MicrosecondsPerSecond);
        json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"{(microseconds < 0 ? "-" : "")}{whole}.{fraction:000000}"));
    }

    // Rounded down, so that less than full never shows 1 (rule R16).
    private static void WriteShare(Utf8JsonWriter json, string name, Share? share)
    {
        json.WritePropertyName(name);
        if (share is not { } s)
        {
            json.WriteNullValue();
            return;
        }

        var millionths = (long)((Int128)s.Part * MicrosecondsPerSecond / s.Whole);
        json.WriteRawValue(
            string.Create(
                CultureInfo.InvariantCulture, $"{millionths / MicrosecondsPerSecond}.{millionths % MicrosecondsPerSecond:000000}"));
    }
}
