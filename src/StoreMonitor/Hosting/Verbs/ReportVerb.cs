using System.CommandLine;
using StoreMonitor.Commands;
using StoreMonitor.Core.Reports;
using StoreMonitor.Files;
using StoreMonitor.Ingestion;
using StoreMonitor.Reports;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>report</c> verb: computes one report without a server.</summary>
internal static class ReportVerb
{
    private static readonly Option<string> From = CommandOptions.Text(
        "--from",
        "INSTANT",
        "The start of the only window, RFC 3339, or a date for its midnight in UTC (default: last hour, day and week)");

    private static readonly Option<string> To = CommandOptions.Text("--to", "INSTANT", "Its end, exclusive (default: the as-of instant)");

    private static readonly Option<string> Columns = CommandOptions.Text(
        "--columns", "NAMES", "The columns after store_id, such as uptime_last_day,state; +carried,+last_poll adds to the default");

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
                new("report", "into the reports folder"),
                new("report --output - | head", "to standard output"),
                new("report --as-of 2026-03-30T22:00:00Z --max-carry 2d", "at another instant, with a longer max carry"),
                new("report --columns +carried,+coverage,+last_poll", "with the quality of the figures"),
                new("report --from 2026-03-01 --to 2026-04-01 --store 42", "of one store in March"),
            ],
        };
        var stores =
            new Option<string[]>("--store") { HelpName = "STORE_ID", Description = "A store to report on; may be repeated (default: all)" };
        Option[] options =
            [output, force, CommandOptions.AsOf, From, To, stores, Columns, CommandOptions.Interpolation, CommandOptions.MaxCarry];
        foreach (var option in options)
            verb.Options.Add(option);
        VerbContext.SetAction(verb, (parsed, cancel) =>
            Run(context, parsed, parsed.GetValue(stores) ?? [], parsed.GetValue(output), CommandOptions.IsGiven(parsed, force), cancel));
        return verb;
    }

    private static void Run(
        VerbContext context, ParseResult parsed, string[] storeIds, string? output, bool isForced, CancellationToken cancel)
    {
        var (asOf, uptime) = (CommandOptions.AsOfIn(parsed, context.Diagnostics), CommandOptions.UptimeIn(parsed));
        var columns = ColumnsIn(parsed, context.Diagnostics);
        var (options, facts) = context.OpenToRead(parsed, cancel);

        // While one connection is open, SQLite need not create and remove the WAL for each of the others: 3 % of a cold report.
        using var open = facts.OpenReader();
        PollsAhead.Warn(open, context.Clock.GetCurrentInstant(), context.Diagnostics);
        var place = output is null ? null : new ReportOutput(output, path => NeededAt(path, options, facts), isForced);
        new ReportCommand(facts, options, context.Clock).Run(
            place, asOf, new ReportSelection(uptime.Over(options), columns, storeIds), context.Results, context.Diagnostics, cancel);
    }

    private static IReadOnlyList<ReportColumn> ColumnsIn(ParseResult parsed, TextWriter diagnostics)
    {
        var window = WindowIn(parsed, diagnostics);
        var standard = window is null ? ReportColumn.Default : ReportColumn.UptimeAndDowntimeOf([window]);
        if (parsed.GetValue(Columns) is not { } text)
            return standard;
        return ColumnsText.Parse(text, window is null ? ReportWindow.All : [.. ReportWindow.All, window], standard);
    }

    // The result is null if neither end is given.
    private static ReportWindow? WindowIn(ParseResult parsed, TextWriter diagnostics)
    {
        var (from, to) = (CommandOptions.InstantIn(parsed, From, diagnostics), CommandOptions.InstantIn(parsed, To, diagnostics));
        if (from is not { } start)
            return to is null ? null : throw new UsageException("--to needs --from");
        if (to is not { } end)
            return ReportWindow.Since(start);
        return start < end
            ? ReportWindow.Between(start, end)
            : throw new UsageException($"--from '{parsed.GetValue(From)}' is not before --to '{parsed.GetValue(To)}'");
    }

    private static string? NeededAt(OutputPath path, MonitorOptions options, IFacts facts)
    {
        if (facts.IsKeptIn(path))
            return "a database";
        return InputFiles.IsOneOf(options.DataFolder, path) ? "an input file" : null;
    }
}
