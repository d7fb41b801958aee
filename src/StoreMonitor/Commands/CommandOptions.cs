using System.CommandLine;
using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Settings;

namespace StoreMonitor.Commands;

/// <summary>The options that several verbs share, and the parsing of their values.</summary>
/// <remarks>
/// All options hold text. The parser of any other type is compiled in each process, which takes a tenth of its time: see
/// docs/cold-start.md.
/// </remarks>
internal static class CommandOptions
{
    public static readonly Option<string> Data = Recursive("--data", "DIR", "The folder with the input CSVs (default: data)");

    public static readonly Option<string> Database =
        Recursive(
            "--database",
            "PATH",
            "The database: a file, or an address such as postgres://user@host/name (default: data/store-monitor.db)");

    public static readonly Option<string> Reports = Recursive("--reports", "DIR", "The folder for reports (default: reports)");

    public static readonly Option<string> AsOf =
        Text(
            "--as-of",
            "INSTANT",
            "The \"now\" of the figures, RFC 3339, or a date for its midnight in UTC (default: the latest poll stored)");

    public static readonly Option<string> Interpolation =
        Text("--interpolation", string.Join("|", InterpolationText.Names), "How the status between two polls is told (default: hold)");

    public static readonly Option<string> MaxCarry =
        Text(
            "--max-carry",
            "DURATION",
            "How far a poll is carried, such as P7D, PT2H, 7d or 90m (default: the setting Reports__MaxCarry, or 24h)");

    // Closer to the ends of the calendar, some of the days around an instant do not exist.
    private static readonly Instant LatestAsOf = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>The as-of instant given to a verb; <c>null</c> to use the latest poll.</summary>
    /// <inheritdoc cref="InstantIn" path="/param|/exception"/>
    public static Instant? AsOfIn(ParseResult parsed, TextWriter diagnostics) => InstantIn(parsed, AsOf, diagnostics);

    /// <summary>The instant given by an option, as an instant or as a date; <c>null</c> if the option is absent.</summary>
    /// <param name="diagnostics">Receives a note that says which instant a date was read as, because a date has no zone here.</param>
    /// <exception cref="UsageException">The text is not an instant.</exception>
    public static Instant? InstantIn(ParseResult parsed, Option<string> option, TextWriter diagnostics)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        if (TryParse(option, text, out var instant) && instant < LatestAsOf)
            return instant;
        if (!InstantText.TryParse($"{text.Trim()}T00:00:00Z", out instant) || instant >= LatestAsOf)
            throw new UsageException(
                $"{option.Name} '{text}' is not an instant such as 2024-10-14T23:55:18Z, nor a date such as 2024-10-14");

        diagnostics.WriteLine($"{option.Name} {text} is a date: taken as {InstantText.Format(instant)}, its midnight in UTC");
        return instant;
    }

    /// <summary>Parses an instant and rejects a local time. The input files declare their times as UTC; an option does not.</summary>
    /// <exception cref="UsageException">The text has no UTC offset.</exception>
    public static bool TryParse(Option<string> option, string text, out Instant instant)
    {
        if (InstantText.TryParse($"{text.Trim()}Z", out instant))
            throw new UsageException($"{option.Name} '{text}' has no offset from UTC: add Z if it is in UTC, or an offset such as -05:00");
        return InstantText.TryParse(text, out instant);
    }

    /// <summary>The calculation options given to a verb.</summary>
    /// <exception cref="UsageException">The interpolation is unknown, or the max carry is not a valid duration.</exception>
    public static UptimeChoice UptimeIn(ParseResult parsed) => new(InterpolationIn(parsed), MaxCarryIn(parsed));

    /// <summary>The age given by an option; <c>null</c> if it is absent.</summary>
    /// <exception cref="UsageException">The text is not a positive duration.</exception>
    public static Duration? AgeIn(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return DurationText.TryParse(text, out var age) && age > Duration.Zero && age <= UptimeOptions.LongestCarry
            ? age
            : throw new UsageException($"{option.Name} '{text}' is not a duration such as 400d or P400D, up to 36525d");
    }

    /// <summary>An option whose value is parsed by its verb.</summary>
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

    /// <summary>An option without a value; see <see cref="IsGiven"/>.</summary>
    public static Option<string> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>Whether an option is present on the command line.</summary>
    public static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is not null;

    private static Option<string> Recursive(string name, string helpName, string description)
    {
        var option = Text(name, helpName, description);
        option.Recursive = true;
        return option;
    }
}
