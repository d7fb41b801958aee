using System.CommandLine;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>ingest</c> verb: loads the CSVs of the data folder.</summary>
internal static class IngestVerb
{
    public static Command Build(VerbContext context)
    {
        var verb = new Command("ingest", "Loads the CSVs of the data folder");
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var (options, database) = context.OpenToLoad(parsed);
            context.Ingest(options, database).Run(context.Results, context.Diagnostics, cancel);
        });
        return verb;
    }
}
