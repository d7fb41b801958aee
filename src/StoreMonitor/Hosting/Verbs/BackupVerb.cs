using System.CommandLine;
using System.Globalization;
using StoreMonitor.Commands;
using StoreMonitor.Files;
using StoreMonitor.Settings;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;

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
            var (_, database) = context.Open(parsed, mustExist: true);
            Run(context, database, parsed.GetValue(file)!, CommandOptions.IsGiven(parsed, force), cancel);
        });
        return verb;
    }

    private static void Run(VerbContext context, Database database, string file, bool force, CancellationToken cancel)
    {
        EnsureFree(database, file, force);
        var backup = DatabaseBackup.Write(database, file, cancel);
        if (File.Exists(database.RealPath + JobsFile.Suffix))
            DatabaseBackup.WriteFile(database.RealPath + JobsFile.Suffix, file + JobsFile.Suffix, cancel);
        context.Results.WriteLine(file);
        context.Diagnostics.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"backed up and verified: {backup.Facts.StoreCount} stores, {backup.Polls} polls, "
            + $"version {backup.Facts.Version} of the facts"));
    }

    private static void EnsureFree(Database database, string file, bool force)
    {
        if (string.IsNullOrWhiteSpace(file))
            throw new UsageException("FILE is empty");

        var real = RealPath.Of(file);
        if (real == database.RealPath || real.StartsWith(database.RealPath + "-", StringComparison.Ordinal))
            throw new UsageException($"'{file}' belongs to the database itself: name another file");
        if (File.Exists(real + "-wal") || File.Exists(real + "-journal"))
            throw new UsageException(
                $"'{file}' has a write-ahead log beside it, so it is a database in use or one left by a crash: name another file");
        EnsureReplaceable(real, Schema.ApplicationId, force);
        EnsureReplaceable(real + JobsFile.Suffix, JobsFile.ApplicationId, force);
    }

    private static void EnsureReplaceable(string file, int applicationId, bool force)
    {
        if (DatabaseBackup.ProblemWithKind(file) is { } kind)
            throw new UsageException($"'{file}' {kind}: name another file");
        if (!force && DatabaseBackup.ProblemWithReplacing(file, applicationId) is { } problem)
            throw new UsageException($"'{file}' {problem}: name another file, or give --force to replace it");
    }
}
