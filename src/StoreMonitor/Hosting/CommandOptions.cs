using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Uptime;

namespace StoreMonitor.Hosting;

/// <summary>The options of the verbs, and how their values are read.</summary>
internal static class CommandOptions
{
    public static readonly Option<string> Data = Recursive("--data", "DIR", "The folder with the input CSVs (default: data)");

    public static readonly Option<string> Database =
        Recursive("--database", "PATH", "The database: a file, or a connection string (default: data/store-monitor.db)");

    public static readonly Option<string> Reports = Recursive("--reports", "DIR", "The folder for reports (default: reports)");

    public static readonly Option<Instant?> AsOf = new("--as-of")
    {
        HelpName = "INSTANT",
        Description = "The \"now\" of the figures, RFC 3339 (default: the latest poll stored)",
        CustomParser = ParseAsOf,
    };

    public static readonly Option<Interpolation> Interpolation = new("--interpolation")
    {
        HelpName = string.Join("|", InterpolationText.Names),
        Description = "How the status between two polls is told (default: hold)",
        DefaultValueFactory = _ => UptimeOptions.Default.Interpolation,
        CustomParser = ParseInterpolation,
    };

    public static readonly Option<Duration> MaxCarry = new("--max-carry")
    {
        HelpName = "DURATION",
        Description = "How far a poll speaks, such as P7D, PT2H, 7d or 90m (default: 7d)",
        DefaultValueFactory = _ => UptimeOptions.Default.MaxCarry,
        CustomParser = ParseMaxCarry,
    };

    // Nearer to the end of the calendar, the days around an instant do not all exist.
    private static readonly Instant LatestAsOf = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>The calculation that a verb is asked for.</summary>
    public static UptimeOptions UptimeOf(ParseResult parsed) => new(parsed.GetValue(Interpolation), parsed.GetValue(MaxCarry));

    /// <summary>Reads an instant of an option; a text that is none is an error of the command line.</summary>
    public static Instant? ParseAsOf(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (InstantText.TryParse(text, out Instant instant) && instant < LatestAsOf)
            return instant;

        result.AddError($"'{text}' is not an instant such as 2024-10-14T23:55:18Z");
        return null;
    }

    private static Interpolation ParseInterpolation(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (InterpolationText.Parse(text) is { } interpolation)
            return interpolation;

        result.AddError($"'{text}' is not an interpolation: {string.Join(", ", InterpolationText.Names)}");
        return default;
    }

    private static Duration ParseMaxCarry(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (DurationText.TryParse(text, out var duration) && duration >= Duration.FromTicks(10) && duration <= UptimeOptions.LongestCarry)
            return duration;

        result.AddError($"'{text}' is not a duration such as P7D, PT2H, 7d or 90m, up to 36525d");
        return default;
    }

    private static Option<string> Recursive(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Recursive = true };
}
