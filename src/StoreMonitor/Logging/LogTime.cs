using NodaTime;
using NodaTime.Text;

namespace StoreMonitor.Logging;

/// <summary>The time at the start of each line of a log: UTC, RFC 3339, milliseconds.</summary>
internal static class LogTime
{
    /// <summary>The same for the formatters of the framework.</summary>
    public const string FrameworkFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Of(IClock clock) => Pattern.Format(clock.GetCurrentInstant());
}
