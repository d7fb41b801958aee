using NodaTime;
using NodaTime.Text;

namespace StoreMonitor.Core.Tests;

/// <summary>Instants as tests write them: in UTC, and on Monday 2024-10-07 unless a date is given.</summary>
internal static class Utc
{
    private const string Monday = "2024-10-07";

    private static readonly LocalDateTimePattern Pattern =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFFFFF");

    /// <summary>The instant written as <c>09:00</c>, <c>09:00:00.000001</c> or <c>2024-10-07 09:00</c>.</summary>
    public static Instant At(string text) => Parse(text, Monday).InUtc().ToInstant();

    /// <summary>The interval written as <c>start/end</c>; an end without a date is on that of the start.</summary>
    public static Interval Span(string text)
    {
        var ends = text.Split('/');
        var start = Parse(ends[0], Monday);
        var end = Parse(ends[1], start.Date.ToString("uuuu-MM-dd", null));
        return new Interval(start.InUtc().ToInstant(), end.InUtc().ToInstant());
    }

    /// <summary>Intervals parted by commas; an empty text has none.</summary>
    public static Interval[] Spans(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Span)];

    /// <summary>The instant as <see cref="At"/> reads it, in its shortest form.</summary>
    public static string Write(Instant instant)
    {
        var text = Pattern.Format(instant.InUtc().LocalDateTime);
        var withoutDate = text.StartsWith(Monday, StringComparison.Ordinal) ? text[(Monday.Length + 1)..] : text;
        return instant.ToUnixTimeTicks() % NodaConstants.TicksPerMinute == 0 ? withoutDate[..^3] : withoutDate;
    }

    private static LocalDateTime Parse(string text, string date)
    {
        var dated = text.Contains(' ') ? text : $"{date} {text}";
        return Pattern.Parse(dated.Length == "2024-10-07 09:00".Length ? $"{dated}:00" : dated).Value;
    }
}
