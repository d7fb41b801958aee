using System.CommandLine;
using StoreMonitor.Ingestion;
using StoreMonitor.Reports;

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
        var verb = new Command("report", "Writes one report CSV and prints its path")
        {
            output, CommandOptions.AsOf, CommandOptions.Interpolation, CommandOptions.MaxCarry,
        };
        VerbContext.SetAction(verb, (parsed, cancel) => Run(context, parsed, parsed.GetValue(output), cancel));
        return verb;
    }

    private static void Run(VerbContext context, ParseResult parsed, string? output, CancellationToken cancel)
    {
        var (asOf, uptime) = (CommandOptions.AsOfIn(parsed), CommandOptions.UptimeIn(parsed));
        var (options, database) = context.OpenToRead(parsed, cancel);

        // While one connection is open, SQLite need not create and remove its log for each of the others: 3 % of a cold report.
        using var open = database.OpenToRead();
        new ReportCommand(database, options, context.Clock, path => InputFiles.IsOneOf(options.DataFolder, path))
            .Run(output, asOf, uptime.Over(options), context.Results, cancel);
    }
}
