using System.CommandLine;
using System.Globalization;
using StoreMonitor.Commands;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>backup</c> verb: copies the database to a file while the service runs.</summary>
internal static class BackupVerb
{
    public static Command Build(VerbContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; a backup that has the name is replaced" };
        var force = CommandOptions.Flag("--force", "Replaces FILE whatever it is");
        var verb = new Verb("backup", "Copies the database to a file, even while the service runs")
        {
            Examples = [new("backup /srv/backups/monitor.db", "a complete, verified copy, ready for use")],
        };
        verb.Arguments.Add(file);
        verb.Options.Add(force);
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var (_, facts) = context.Open(parsed, mustExist: true);
            Run(context, facts, parsed.GetValue(file)!, CommandOptions.IsGiven(parsed, force), cancel);
        });
        return verb;
    }

    private static void Run(VerbContext context, IFacts facts, string file, bool isForced, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(file))
            throw new UsageException("FILE is empty");
        if (facts.ProblemWithBackup(file, isForced) is { } problem)
            throw new UsageException(problem);

        var backup = facts.Backup(file, cancel);
        context.Results.WriteLine(file);
        context.Diagnostics.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"backed up and verified: {backup.Facts.StoreCount} stores, {backup.Polls} polls, "
            + $"version {backup.Facts.Version} of the facts"));
    }
}
