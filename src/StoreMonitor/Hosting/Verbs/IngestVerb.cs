using System.CommandLine;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>ingest</c> verb: loads the CSVs of the data folder.</summary>
internal static class IngestVerb
{
    public static Command Build(VerbContext context)
    {
        var verb = new Verb("ingest", "Loads the CSVs of the data folder; rows that make no sense are counted and listed")
        {
            Examples =
            [
                ("ingest", "the CSVs in data/"),
                ("ingest --data exports --database monitor.db", "another folder into another database"),
            ],
        };
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var (options, database) = context.OpenToLoad(parsed);
            context.Ingest(options, database).Run(context.Results, context.Diagnostics, cancel);
        });
        return verb;
    }
}
