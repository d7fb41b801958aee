using System.CommandLine;
using NodaTime;
using StoreMonitor.Hosting.Verbs;
using StoreMonitor.Sampling;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting;

/// <summary>The verbs, their exit codes, and how a failure is reported.</summary>
/// <remarks>Exit codes: 0 done, 1 failed and rolled back, 2 wrong usage. Results go to standard output, all else to standard error.</remarks>
internal sealed class CommandLine(IClock clock, TextWriter results, TextWriter diagnostics)
{
    public const int Done = 0;

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
        var context = new VerbContext(clock, results, diagnostics);
        var root = new RootCommand("StoreMonitor: how long each store was really up within its own business hours.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        foreach (var option in new[] { CommandOptions.Data, CommandOptions.Database, CommandOptions.Reports })
            root.Options.Add(option);
        ServeVerb.AddTo(root, context);

        root.Subcommands.Add(ServeVerb.Build(context));
        root.Subcommands.Add(IngestVerb.Build(context));
        root.Subcommands.Add(ReportVerb.Build(context));
        root.Subcommands.Add(SampleVerb.Build(results));
        root.Subcommands.Add(PruneVerb.Build(context));
        root.Subcommands.Add(ExplainVerb.Build(context));
        return root;
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
