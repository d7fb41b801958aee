using System.CommandLine;
using StoreMonitor.Ingestion;
using StoreMonitor.Reports;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>report</c> verb: one report without a server.</summary>
internal static class ReportVerb
{
    public static Command Build(VerbContext context)
    {
        var output = new Option<string?>("--output")
        {
            HelpName = "FILE",
            Description = "The file to write, - for standard output (default: one in the reports folder)",
        };
        var force = CommandOptions.Flag("--force", "Replace FILE even if no report wrote it");
        var verb = new Verb("report", "Writes one report without a server, and prints its path")
        {
            Examples =
            [
                ("report", "into the reports folder"),
                ("report --output - | head", "to standard output"),
                ("report --as-of 2026-03-30T22:00:00Z --max-carry 2d", "of another moment, carried further"),
            ],
        };
        foreach (var option in new Option[] { output, force, CommandOptions.AsOf, CommandOptions.Interpolation, CommandOptions.MaxCarry })
            verb.Options.Add(option);
        VerbContext.SetAction(verb, (parsed, cancel) => Run(context, parsed, parsed.GetValue(output), CommandOptions.IsGiven(parsed, force), cancel));
        return verb;
    }

    private static void Run(VerbContext context, ParseResult parsed, string? output, bool isForced, CancellationToken cancel)
    {
        var (asOf, uptime) = (CommandOptions.AsOfIn(parsed), CommandOptions.UptimeIn(parsed));
        var (options, database) = context.OpenToRead(parsed, cancel);

        // While one connection is open, SQLite need not create and remove its log for each of the others: 3 % of a cold report.
        using var open = database.OpenToRead();
        PollsAhead.Warn(open, context.Clock.GetCurrentInstant(), context.Diagnostics);
        var place = output is null ? null : new ReportOutput(output, path => NeededAt(path, options, database), isForced);
        new ReportCommand(database, options, context.Clock).Run(place, asOf, uptime.Over(options), context.Results, context.Diagnostics, cancel);
    }

    private static string? NeededAt(OutputPath path, MonitorOptions options, Database database)
    {
        if (database.IsKeptIn(path))
            return "a database";
        return InputFiles.IsOneOf(options.DataFolder, path) ? "an input file" : null;
    }
}
