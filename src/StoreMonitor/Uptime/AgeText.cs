using System.Globalization;
using NodaTime;

namespace StoreMonitor.Uptime;

/// <summary>How long ago something was, in the largest unit that it fills: <c>238 days ago</c>.</summary>
internal static class AgeText
{
    /// <summary>The age of an instant; of one ahead of the clock, how far ahead it is.</summary>
    public static string Of(Instant instant, Instant now) =>
        instant <= now ? $"{Length(now - instant)} ago" : $"{Length(instant - now)} ahead of the clock";

    private static string Length(Duration duration)
    {
        var (number, unit) = duration switch
        {
            _ when duration >= Duration.FromDays(2) => (duration.TotalDays, "days"),
            _ when duration >= Duration.FromHours(2) => (duration.TotalHours, "hours"),
            _ when duration >= Duration.FromMinutes(2) => (duration.TotalMinutes, "minutes"),
            _ => (duration.TotalSeconds, "seconds"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):N0} {unit}");
    }
}
