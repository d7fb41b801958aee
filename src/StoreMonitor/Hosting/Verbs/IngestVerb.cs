using System.CommandLine;
using StoreMonitor.Commands;
using StoreMonitor.Ingestion;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Settings;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>ingest</c> verb: loads the CSVs of the data folder, or the named files.</summary>
internal static class IngestVerb
{
    private static readonly Option<string> Status = CommandOptions.Text("--status", "FILE", "The polls, instead of the data folder's");
    private static readonly Option<string> Hours =
        CommandOptions.Text("--hours", "FILE", "The business hours, instead of the data folder's");
    private static readonly Option<string> Zones = CommandOptions.Text("--zones", "FILE", "The zones, instead of the data folder's");

    private static readonly Option<string> Strict = CommandOptions.Flag("--strict", "Refuse a file if any of its rows is rejected");

    private static readonly Option<string> MaxRejected =
        CommandOptions.Text("--max-rejected", "N|P%", "Refuse a file if more of its rows are rejected (default: only if all are)");

    public static Command Build(VerbContext context)
    {
        var verb = new Verb(
            "ingest", "Loads the CSVs of the data folder, or the named files; invalid rows are counted and listed")
        {
            Examples =
            [
                new("ingest", "the CSVs in data/"),
                new("ingest --data exports --database monitor.db", "another folder into another database"),
                new("ingest --status today.csv.gz --strict", "one file, and only if all of its rows can be read"),
            ],
        };
        foreach (var option in new Option[] { Status, Hours, Zones, Strict, MaxRejected })
            verb.Options.Add(option);
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var request = new IngestRequest(parsed.GetValue(Status), parsed.GetValue(Hours), parsed.GetValue(Zones), LimitIn(parsed));

            // Named files are the user's own and are never mixed with the sample.
            var (options, facts) = request.NamesFiles ? context.Open(parsed) : context.OpenToLoad(parsed);
            context.Ingest(options, facts).Run(request, context.Results, context.Diagnostics, cancel);
        });
        return verb;
    }

    private static RejectionLimit LimitIn(ParseResult parsed)
    {
        var isStrict = CommandOptions.IsGiven(parsed, Strict);
        if (parsed.GetValue(MaxRejected) is not { } text)
            return isStrict ? RejectionLimit.Strict : RejectionLimit.None;
        if (isStrict)
            throw new UsageException("--strict allows no rejected row, so --max-rejected cannot be given too");
        return RejectionLimit.Parse(text)
            ?? throw new UsageException($"--max-rejected '{text}' is not a number of rows such as 100, or a percentage such as 0.5%");
    }
}
