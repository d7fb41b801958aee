using System.CommandLine;
using System.Text;
using NodaTime;
using StoreMonitor.Commands;
using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Settings;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>ingest</c> verb: loads the CSVs of the data folder, or the named files.</summary>
internal static class IngestVerb
{
    // By kind of file.
    private static readonly Option<string>[] Files =
    [
        File("--zones", "The zones"),
        File("--hours", "The business hours"),
        File("--stores", "The names of stores"),
        File("--groups", "The groups"),
        File("--special-hours", "The special hours"),
        File("--closures", "The planned closures"),
        File("--status", "The polls"),
    ];

    private static readonly Option<string> EffectiveFrom = CommandOptions.Text(
        "--effective-from", "DATE", "The first date of the hours and zones whose rows give none; without it, these are undated");

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
                new("ingest --hours summer.csv --effective-from 2026-06-01", "hours that begin on a date"),
                new("ingest --status today.csv.gz --strict", "one file, and only if all of its rows can be read"),
            ],
        };
        foreach (var option in Files)
            verb.Options.Add(option);
        foreach (var option in new[] { EffectiveFrom, Strict, MaxRejected })
            verb.Options.Add(option);
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var request = new IngestRequest(FilesIn(parsed), LimitIn(parsed), EffectiveFromIn(parsed));

            // Named files are the user's own and are never mixed with the sample.
            var (options, facts) = request.NamesFiles ? context.Open(parsed) : context.OpenToLoad(parsed);
            context.Ingest(options, facts).Run(request, context.Results, context.Diagnostics, cancel);
        });
        return verb;
    }

    private static Option<string> File(string name, string what) =>
        CommandOptions.Text(name, "FILE", $"{what}, instead of the data folder's");

    private static List<InputFile> FilesIn(ParseResult parsed)
    {
        var files = new List<InputFile>();
        for (var kind = 0; kind < Files.Length; kind++)
        {
            if (parsed.GetValue(Files[kind]) is { } path)
                files.Add(new InputFile((InputKind)kind, path));
        }

        return files;
    }

    private static LocalDate? EffectiveFromIn(ParseResult parsed)
    {
        if (parsed.GetValue(EffectiveFrom) is not { } text)
            return null;
        return LocalDateText.TryParse(Encoding.UTF8.GetBytes(text.Trim()), out var date)
            ? date
            : throw new UsageException($"--effective-from '{text}' is not a date such as 2026-12-25");
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
