using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>A store as a test writes it: when it is open, what was polled, and how to interpolate.</summary>
internal sealed record StoreCase(IntervalSet BusinessTime, Poll[] Polls, UptimeOptions Options, Instant AsOf)
{
    /// <summary>A store open in these spans, never polled.</summary>
    public static StoreCase Open(string spans) =>
        new(IntervalSet.Of(Utc.Spans(spans)), [], UptimeOptions.Default, Instant.MaxValue);

    public static StoreCase AlwaysOpen() => new(IntervalSet.Always, [], UptimeOptions.Default, Instant.MaxValue);

    /// <summary>With polls written as <c>10:00 active, 11:30 inactive</c>.</summary>
    public StoreCase Polled(string polls) => this with { Polls = [.. polls.Split(", ").Select(PollOf)] };

    public StoreCase By(Interpolation interpolation) => this with { Options = new(interpolation, Options.MaxCarry) };

    public StoreCase Carrying(Duration maxCarry) => this with { Options = new(Options.Interpolation, maxCarry) };

    public StoreCase SeenAt(string asOf) => this with { AsOf = Utc.At(asOf) };

    public UptimeTotals Totals(string window) =>
        UptimeCalculator.Totals(Polls, StoreTime.Of(BusinessTime), AsOf, [Utc.Span(window)], Options)[0];

    public Explanation Explain(string window) => UptimeCalculator.Explain(Polls, StoreTime.Of(BusinessTime), AsOf, Utc.Span(window), Options);

    /// <summary>Who decides which part of the window: <c>09:00/10:00 Active EarliestInInterval</c>.</summary>
    public IEnumerable<string> Story(string window) => Explain(window).Spans.Select(span =>
        $"{Utc.Write(span.Interval.Start)}/{Utc.Write(span.Interval.End)} {span.Status?.ToString() ?? "Unknown"} {span.Rule}");

    public static UptimeTotals Minutes(
        int up = 0, int down = 0, int unknown = 0, int uncertain = 0, int uncertainUp = 0, int uncertainDown = 0, int carried = 0)
    {
        const long Minute = 60_000_000;
        return new(up * Minute, down * Minute, unknown * Minute, uncertain * Minute, uncertainUp * Minute, uncertainDown * Minute, carried * Minute);
    }

    private static Poll PollOf(string text)
    {
        var space = text.LastIndexOf(' ');
        return new Poll(Utc.At(text[..space]), Enum.Parse<StoreStatus>(text[(space + 1)..], ignoreCase: true));
    }
}
