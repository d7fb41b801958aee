using System.Globalization;
using NodaTime;

namespace StoreMonitor.Core.Text;

/// <summary>
/// How long ago something was, in the largest unit that it fills twice (<c>238 days ago</c>), and how many there are of a thing.
/// </summary>
public static class AgeText
{
    /// <summary>The age of an instant; of one ahead of the clock, how far ahead it is.</summary>
    public static string Of(Instant instant, Instant now) =>
        instant <= now ? $"{Length(now - instant)} ago" : $"{Length(instant - now)} ahead of the clock";

    /// <summary>A number with its noun: <c>1 store</c>, <c>27,619 polls</c>.</summary>
    public static string Counted(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    private static string Length(Duration duration) => duration switch
    {
        _ when duration >= Duration.FromDays(2) => Counted((long)duration.TotalDays, "day"),
        _ when duration >= Duration.FromHours(2) => Counted((long)duration.TotalHours, "hour"),
        _ when duration >= Duration.FromMinutes(2) => Counted((long)duration.TotalMinutes, "minute"),
        _ => Counted((long)duration.TotalSeconds, "second"),
    };
}
