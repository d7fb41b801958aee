using NodaTime;
using NodaTime.Text;

namespace StoreMonitor.Logging;

/// <summary>Formats the timestamp of a log line: UTC, RFC 3339, milliseconds.</summary>
internal static class LogTime
{
    /// <summary>The equivalent format string for the framework's formatters.</summary>
    public const string FrameworkFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Of(IClock clock) => Pattern.Format(clock.GetCurrentInstant());
}
