using System.CommandLine;
using NodaTime;
using StoreMonitor.Commands;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>prune</c> verb: removes old polls, or polls ahead of the clock.</summary>
internal static class PruneVerb
{
    private static readonly Option<string> OlderThan =
        CommandOptions.Text("--older-than", "AGE", "Polls of this age, such as 400d (default: the setting Polls__KeepFor)");

    private static readonly Option<string> Before = CommandOptions.Text("--before", "INSTANT", "Polls before an instant, RFC 3339");
    private static readonly Option<string> After =
        CommandOptions.Text("--after", "INSTANT", "Polls after an instant, such as one ahead of the clock");
    private static readonly Option<string> IsDryRun =
        CommandOptions.Flag("--dry-run", "Prints how many polls would be removed, and changes nothing");
    private static readonly Option<string> Yes = CommandOptions.Flag("--yes", "Allows removing all polls");

    public static Command Build(VerbContext context)
    {
        var verb = new Verb("prune", "Removes polls and releases their disk space, even while the service runs")
        {
            Examples =
            [
                new("prune --older-than 400d", "polls older than 400 days, by the clock"),
                new("prune --before 2024-01-01T00:00:00Z --dry-run", "how many polls are older"),
                new("prune --after 2026-11-25T00:00:00Z", "polls that a wrong clock stamped ahead"),
            ],
        };
        foreach (var option in new[] { OlderThan, Before, After, IsDryRun, Yes })
            verb.Options.Add(option);
        VerbContext.SetAction(verb, (parsed, cancel) => Run(context, parsed, cancel));
        return verb;
    }

    private static void Run(VerbContext context, ParseResult parsed, CancellationToken cancel)
    {
        var (age, before, after) = (CommandOptions.AgeIn(parsed, OlderThan), InstantIn(parsed, Before), InstantIn(parsed, After));
        if (new object?[] { age, before, after }.Count(given => given is not null) > 1)
            throw new UsageException("prune takes one of --older-than, --before and --after");

        var (options, facts) = context.Open(parsed, mustExist: true);
        var command = after is { } first
            ? new PruneCommand(facts, PollRange.After(first), $"after {InstantText.Format(first)}")
            : Older(facts, before ?? AgeAgo(context, age ?? options.KeepPollsFor));
        if (CommandOptions.IsGiven(parsed, IsDryRun))
            command.DryRun(context.Results, cancel);
        else
            command.Run(CommandOptions.IsGiven(parsed, Yes), context.Results, context.Diagnostics, cancel);
    }

    private static PruneCommand Older(IFacts facts, Instant before) =>
        new(facts, PollRange.Before(before), $"before {InstantText.Format(before)}");

    // The instant is cut to microseconds, as polls are, so that the printed instant is the one that was used.
    private static Instant AgeAgo(VerbContext context, Duration? age) => age is { } duration
        ? UnixMicroseconds.Cut(context.Clock.GetCurrentInstant() - duration)
        : throw new UsageException("prune needs --older-than, --before or --after, or the setting Polls__KeepFor");

    private static Instant? InstantIn(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return CommandOptions.TryParse(option, text, out var instant)
            ? instant
            : throw new UsageException($"{option.Name} '{text}' is not an instant such as 2024-10-14T23:55:18Z");
    }
}
