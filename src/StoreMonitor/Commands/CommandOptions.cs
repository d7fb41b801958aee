using System.CommandLine;
using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Settings;

namespace StoreMonitor.Commands;

/// <summary>The options that several verbs share, and how their values are read.</summary>
/// <remarks>They are options of text: one of another type would have its parser compiled anew in each process, for a tenth of its time.</remarks>
internal static class CommandOptions
{
    public static readonly Option<string> Data = Recursive("--data", "DIR", "The folder with the input CSVs (default: data)");

    public static readonly Option<string> Database =
        Recursive("--database", "PATH", "The database: a file, or a connection string (default: data/store-monitor.db)");

    public static readonly Option<string> Reports = Recursive("--reports", "DIR", "The folder for reports (default: reports)");

    public static readonly Option<string> AsOf =
        Text("--as-of", "INSTANT", "The \"now\" of the figures, RFC 3339, or a date for its midnight in UTC (default: the latest poll stored)");

    public static readonly Option<string> Interpolation =
        Text("--interpolation", string.Join("|", InterpolationText.Names), "How the status between two polls is told (default: hold)");

    public static readonly Option<string> MaxCarry =
        Text("--max-carry", "DURATION", "How far a poll speaks, such as P7D, PT2H, 7d or 90m (default: the setting Reports__MaxCarry, or 24h)");

    // Nearer to the end of the calendar, the days around an instant do not all exist.
    private static readonly Instant LatestAsOf = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>The "now" that a verb is asked for; <c>null</c> when it is left to the polls.</summary>
    /// <inheritdoc cref="InstantIn" path="/param|/exception"/>
    public static Instant? AsOfIn(ParseResult parsed, TextWriter diagnostics) => InstantIn(parsed, AsOf, diagnostics);

    /// <summary>The instant that an option gives, outright or as a date; <c>null</c> when it is left out.</summary>
    /// <param name="diagnostics">Is told which instant a date was taken for, because it is that of no zone of a store.</param>
    /// <exception cref="UsageException">The text is no instant.</exception>
    public static Instant? InstantIn(ParseResult parsed, Option<string> option, TextWriter diagnostics)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        if (TryParse(option, text, out var instant) && instant < LatestAsOf)
            return instant;
        if (!InstantText.TryParse($"{text.Trim()}T00:00:00Z", out instant) || instant >= LatestAsOf)
            throw new UsageException($"{option.Name} '{text}' is not an instant such as 2024-10-14T23:55:18Z, nor a date such as 2024-10-14");

        diagnostics.WriteLine($"{option.Name} {text} is a date: taken as {InstantText.Format(instant)}, its midnight in UTC");
        return instant;
    }

    /// <summary>Reads an instant, and refuses a local time: the files say that theirs are in UTC, but nobody says so of an option.</summary>
    /// <exception cref="UsageException">The text has no offset from UTC.</exception>
    public static bool TryParse(Option<string> option, string text, out Instant instant)
    {
        if (InstantText.TryParse($"{text.Trim()}Z", out instant))
            throw new UsageException($"{option.Name} '{text}' has no offset from UTC: add Z if it is in UTC, or an offset such as -05:00");
        return InstantText.TryParse(text, out instant);
    }

    /// <summary>The calculation that a verb is asked for.</summary>
    /// <exception cref="UsageException">There is no such interpolation, or the text is no duration that can be carried.</exception>
    public static UptimeChoice UptimeIn(ParseResult parsed) => new(InterpolationIn(parsed), MaxCarryIn(parsed));

    /// <summary>The age that an option gives; <c>null</c> when it is left out.</summary>
    /// <exception cref="UsageException">The text is no duration above zero.</exception>
    public static Duration? AgeIn(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return DurationText.TryParse(text, out var age) && age > Duration.Zero && age <= UptimeOptions.LongestCarry
            ? age
            : throw new UsageException($"{option.Name} '{text}' is not a duration such as 400d or P400D, up to 36525d");
    }

    /// <summary>An option whose value is read by its verb.</summary>
    public static Option<string> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static Interpolation InterpolationIn(ParseResult parsed)
    {
        if (parsed.GetValue(Interpolation) is not { } text)
            return UptimeOptions.Default.Interpolation;
        return InterpolationText.Parse(text)
            ?? throw new UsageException($"--interpolation '{text}' is not one of {string.Join(", ", InterpolationText.Names)}");
    }

    private static Duration? MaxCarryIn(ParseResult parsed)
    {
        if (parsed.GetValue(MaxCarry) is not { } text)
            return null;
        return DurationText.TryParse(text, out var duration) && UptimeOptions.CanCarry(duration)
            ? duration
            : throw new UsageException($"--max-carry '{text}' is not a duration such as P7D, PT2H, 7d or 90m, up to 36525d");
    }

    /// <summary>An option without a value: see <see cref="IsGiven"/>.</summary>
    public static Option<string> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>Whether an option is on the command line.</summary>
    public static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is not null;

    private static Option<string> Recursive(string name, string helpName, string description)
    {
        var option = Text(name, helpName, description);
        option.Recursive = true;
        return option;
    }
}
