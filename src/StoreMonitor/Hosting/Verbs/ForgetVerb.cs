using System.CommandLine;
using StoreMonitor.Commands;
using StoreMonitor.Ingestion;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>forget</c> verb: removes a store with all its facts.</summary>
internal static class ForgetVerb
{
    public static Command Build(VerbContext context)
    {
        var store = new Argument<string>("STORE_ID") { Description = "The store, as the files name it" };
        var yes = CommandOptions.Flag("--yes", "Allows removing the last store that has polls");
        var verb = new Verb("forget", "Removes a store with all its facts; ingesting CSVs that name it restores them")
        {
            Examples = [new("forget 5115476025526729644", "the store and everything that is stored of it")],
        };
        verb.Arguments.Add(store);
        verb.Options.Add(yes);
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var (_, facts) = context.Open(parsed, mustExist: true);
            new ForgetCommand(facts)
                .Run(parsed.GetValue(store)!, CommandOptions.IsGiven(parsed, yes), context.Results, context.Diagnostics, cancel);
        });
        return verb;
    }
}
