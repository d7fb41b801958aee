using System.CommandLine;
using StoreMonitor.Ingestion;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>prune</c> verb: removes old polls.</summary>
internal static class PruneVerb
{
    public static Command Build(VerbContext context)
    {
        var olderThan = CommandOptions.Text("--older-than", "AGE", "How old, such as 400d (default: the setting Polls__KeepFor)");
        var verb = new Verb("prune", "Removes old polls, also while the service runs")
        {
            Examples = [("prune --older-than 400d", "polls older than 400 days, by the clock")],
        };
        verb.Options.Add(olderThan);
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var given = CommandOptions.AgeIn(parsed, olderThan);
            var (options, database) = VerbContext.Open(parsed, mustExist: true);
            var age = given ?? options.KeepPollsFor ?? throw new UsageException("prune needs --older-than, or the setting Polls__KeepFor");
            new PruneCommand(database, context.Clock).Run(age, context.Results, cancel);
        });
        return verb;
    }
}
