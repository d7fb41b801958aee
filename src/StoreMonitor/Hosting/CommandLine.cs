using System.CommandLine;
using NodaTime;
using StoreMonitor.Core.Reports;
using StoreMonitor.Ingestion;
using StoreMonitor.Reports;
using StoreMonitor.Sampling;
using StoreMonitor.Storage;
using StoreMonitor.Uptime;

namespace StoreMonitor.Hosting;

/// <summary>The verbs, their exit codes, and how a failure is told.</summary>
/// <remarks>Exit codes: 0 done, 1 failed and rolled back, 2 wrong usage. Results go to standard output, all else to standard error.</remarks>
internal sealed class CommandLine(IClock clock, TextWriter results, TextWriter diagnostics)
{
    private const int Done = 0;
    private const int FailedAndRolledBack = 1;
    private const int WrongUsage = 2;

    // The time a verb has to roll back after Ctrl-C or SIGTERM; chosen, above what undoing the largest ingest measured takes.
    private static readonly TimeSpan TimeToRollBack = TimeSpan.FromSeconds(10);

    public int Run(string[] args)
    {
        var root = Verbs();
        var parsed = root.Parse(args);
        var isServe = parsed.CommandResult.Command is RootCommand or { Name: "serve" };
        var problems = parsed.Errors.Select(error => error.Message).ToList();
        if (parsed.Action is not (System.CommandLine.Help.HelpAction or null))
            problems.AddRange(isServe ? ServeSettings.ProblemsWith(parsed.UnmatchedTokens) : parsed.UnmatchedTokens.Select(Unknown));
        if (problems.Count > 0)
            return Misused(problems);

        // The web host ends itself on a signal; the other verbs are cancelled.
        var invocation = new InvocationConfiguration
        {
            Output = results,
            Error = diagnostics,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = isServe ? null : TimeToRollBack,
        };
        try
        {
            return parsed.Invoke(invocation);
        }
        catch (UsageException misuse)
        {
            return Misused([misuse.Message]);
        }
        catch (OperationCanceledException)
        {
            diagnostics.WriteLine("cancelled: nothing of what was under way is stored");
            return FailedAndRolledBack;
        }
        catch (Exception failure)
        {
            diagnostics.WriteLine($"failed: {FailureText.Of(failure)}");
            return FailedAndRolledBack;
        }
    }

    private RootCommand Verbs()
    {
        var root = new RootCommand("StoreMonitor: how long each store was really up within its own business hours.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        foreach (var option in new[] { CommandOptions.Data, CommandOptions.Database, CommandOptions.Reports })
            root.Options.Add(option);
        root.Options.Add(ServeSettings.Urls);
        root.SetAction(Serve);

        root.Subcommands.Add(ServeVerb());
        root.Subcommands.Add(IngestVerb());
        root.Subcommands.Add(ReportVerb());
        root.Subcommands.Add(SampleVerb.Build(results));
        root.Subcommands.Add(PruneVerb());
        root.Subcommands.Add(ExplainVerb());
        return root;
    }

    private Command ServeVerb()
    {
        var verb = new Command("serve", "Runs the web service; the same as no verb") { TreatUnmatchedTokensAsErrors = false };
        verb.Options.Add(ServeSettings.Urls);
        verb.SetAction(Serve);
        return verb;
    }

    private Command IngestVerb()
    {
        var verb = new Command("ingest", "Loads the CSVs of the data folder");
        SetAction(verb, (parsed, cancel) =>
        {
            var (options, database) = Open(parsed);
            Ingest(options, database).Run(results, diagnostics, cancel);
        });
        return verb;
    }

    private Command ReportVerb()
    {
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "The file to write, - for standard output (default: one in the reports folder)" };
        var verb = new Command("report", "Writes one report CSV and prints its path")
        {
            output, CommandOptions.AsOf, CommandOptions.Interpolation, CommandOptions.MaxCarry,
        };
        SetAction(verb, (parsed, cancel) =>
        {
            var (asOf, uptime) = (CommandOptions.AsOfIn(parsed), CommandOptions.UptimeIn(parsed));
            var (options, database) = Open(parsed);

            // While one is open, SQLite need not make and remove its log for each of the others: 3 % of a cold report.
            using var open = database.OpenToRead();
            Ingest(options, database).RunIfEmpty(diagnostics, cancel);
            new ReportCommand(database, options, clock, path => InputFiles.IsOneOf(options.DataFolder, path)).Run(parsed.GetValue(output), asOf, uptime, results, cancel);
        });
        return verb;
    }

    private Command PruneVerb()
    {
        var olderThan = CommandOptions.Text("--older-than", "AGE", "How old, such as 400d (default: the setting Polls__KeepFor)");
        var verb = new Command("prune", "Removes old polls, also while the service runs") { olderThan };
        SetAction(verb, (parsed, cancel) =>
        {
            var given = CommandOptions.AgeIn(parsed, olderThan);
            var (options, database) = Open(parsed, mustExist: true);
            var age = given ?? options.KeepPollsFor ?? throw new UsageException("prune needs --older-than, or the setting Polls__KeepFor");
            new PruneCommand(database, clock).Run(age, results, cancel);
        });
        return verb;
    }

    private Command ExplainVerb()
    {
        var store = new Argument<string>("STORE_ID") { Description = "The store, as the files name it" };
        var window = new Option<string?>("--window") { Description = "One window of the report (default: all three)" };
        window.AcceptOnlyFromAmong([.. ReportWindow.All.Select(w => w.Name)]);
        var verb = new Command("explain", "Prints how a store's figures came about")
        {
            store, window, CommandOptions.AsOf, CommandOptions.Interpolation, CommandOptions.MaxCarry,
        };
        SetAction(verb, (parsed, cancel) =>
        {
            var (asOf, uptime) = (CommandOptions.AsOfIn(parsed), CommandOptions.UptimeIn(parsed));
            var (options, database) = Open(parsed);
            Ingest(options, database).RunIfEmpty(diagnostics, cancel);
            var windows = ReportWindow.All.Where(w => parsed.GetValue(window) is not { } name || w.Name == name).ToList();
            new ExplainCommand(database, clock).Run(parsed.GetValue(store)!, asOf, uptime, windows, results);
        });
        return verb;
    }

    // In the background, for a signal is heard only once the action has returned its task.
    private static void SetAction(Command verb, Action<ParseResult, CancellationToken> action) =>
        verb.SetAction((parsed, cancel) => Task.Run(() => action(parsed, cancel), cancel));

    private async Task<int> Serve(ParseResult parsed, CancellationToken cancel)
    {
        await using var app = WebService.Build(ServeSettings.ForwardedArguments(parsed), Overrides(parsed), clock);
        await WebService.Run(app, diagnostics, cancel);
        return Done;
    }

    private IngestCommand Ingest(MonitorOptions options, Database database) =>
        new(database, options.DataFolder, options.ReportsFolder, clock);

    private static (MonitorOptions Options, Database Database) Open(ParseResult parsed, bool mustExist = false)
    {
        var builder = new ConfigurationBuilder();

        // Looked for here, for to look by itself the builder loads four assemblies, and a cold report takes 3 ms longer.
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        if (File.Exists(file))
            builder.AddJsonFile(file);
        var configuration = builder.AddEnvironmentVariables().AddInMemoryCollection(Overrides(parsed)).Build();
        var options = MonitorOptions.From(configuration);
        var database = new Database(options.Database);
        if (mustExist)
            database.Open().Dispose();
        database.Prepare();
        return (options, database);
    }

    // Only what was given: an option left out must not hide what the environment says.
    private static Dictionary<string, string?> Overrides(ParseResult parsed)
    {
        (Option<string> Option, string Key)[] settings =
        [
            (CommandOptions.Data, MonitorOptions.DataFolderKey),
            (CommandOptions.Database, MonitorOptions.DatabaseKey),
            (CommandOptions.Reports, MonitorOptions.ReportsFolderKey),
        ];
        var overrides = new Dictionary<string, string?>();
        foreach (var (option, key) in settings)
        {
            if (parsed.GetResult(option) is not null)
                overrides.Add(key, parsed.GetValue(option));
        }

        return overrides;
    }

    private static string Unknown(string token) => $"'{token}' is not an option of this verb";

    private int Misused(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            diagnostics.WriteLine(problem);
        diagnostics.WriteLine("try --help");
        return WrongUsage;
    }
}
