using System.CommandLine;
using NodaTime;
using StoreMonitor.Commands;
using StoreMonitor.Hosting.Verbs;
using StoreMonitor.Logging;
using StoreMonitor.Sampling;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting;

/// <summary>The verbs, their exit codes, and the reporting of failures.</summary>
/// <remarks>
/// Exit codes: 0 done, 1 failed and rolled back, 2 wrong usage, 130 cancelled by Ctrl-C, 143 cancelled by SIGTERM. Results go to standard
/// output, everything else to standard error.
/// </remarks>
internal sealed class CommandLine(IClock clock, TextWriter results, TextWriter diagnostics, Signals? signals = null)
{
    public const int Done = 0;

    private const int FailedAndRolledBack = 1;
    private const int WrongUsage = 2;

    // Response files and option bundling are off because a store id such as @central or -h1 is text.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public int Run(string[] args)
    {
        // The output of serve, including the messages below, has the format of its log.
        using var lines = new DiagnosticLines(diagnostics, clock);
        return Run(args, lines);
    }

    private int Run(string[] args, DiagnosticLines lines)
    {
        var root = Verbs(lines);
        var parsed = root.Parse(args, Parser);
        var problems = ProblemsIn(parsed, root).ToList();
        if (parsed.CommandResult.Command is RootCommand or { Name: ServeVerb.Name } && ServiceLogging.RequestsJson(parsed.UnmatchedTokens))
            lines.Use(DiagnosticForm.Json);
        if (problems.Count > 0)
            return Misused(problems, lines);

        try
        {
            return Invoke(parsed, lines);
        }
        catch (UsageException misuse)
        {
            return Misused([misuse.Message], lines);
        }
        catch (OperationCanceledException)
        {
            lines.WriteLine("cancelled: the work in progress is rolled back");
            return signals?.ExitCode ?? FailedAndRolledBack;
        }
        catch (Exception failure)
        {
            lines.WriteLine($"failed: {FailureText.Of(failure)}");
            return FailedAndRolledBack;
        }
    }

    /// <summary>The message about an unknown word.</summary>
    public static string Unknown(string word, string what, IEnumerable<string> names) =>
        $"'{word}' is {what}" + (NearestName.Of(word, names) is { } nearest ? $"; did you mean {nearest}?" : "");

    private static IEnumerable<string> ProblemsIn(ParseResult parsed, RootCommand root)
    {
        if (parsed.Action is HelpVerb.ShowHelp)
            return [];

        var problems = parsed.Errors.Select(error => error.Message);
        if (parsed.Action is null)
            return problems;

        var command = parsed.CommandResult.Command;
        var options = HelpText.OptionsOf(command, root).Select(option => option.Name);
        return problems.Concat(command is RootCommand or { Name: ServeVerb.Name }
            ? ServeSettings.Unknown(parsed.UnmatchedTokens)
                .Select(
                    token => Unknown(token, "neither a verb nor an option", options.Concat(command.Subcommands.Select(verb => verb.Name))))
            : parsed.UnmatchedTokens.Select(token => Unknown(token, "not an option of this verb", options)));
    }

    // The signals are handled here from the start; the library would handle them only once the verb runs.
    private int Invoke(ParseResult parsed, DiagnosticLines lines)
    {
        var invocation = new InvocationConfiguration
        {
            Output = results,
            Error = diagnostics,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (signals is null)
            return parsed.Invoke(invocation);

        var run = parsed.InvokeAsync(invocation, signals.Token);
        if (Task.WaitAny(run, signals.TimeIsUp) == 0)
            return run.GetAwaiter().GetResult();

        lines.WriteLine("cancelled: the work in progress did not stop in time and is rolled back");
        return signals.ExitCode ?? FailedAndRolledBack;
    }

    private RootCommand Verbs(DiagnosticLines lines)
    {
        var context = new VerbContext(clock, results, diagnostics, lines, signals);
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
        root.Subcommands.Add(ForgetVerb.Build(context));
        root.Subcommands.Add(BackupVerb.Build(context));
        root.Subcommands.Add(ExplainVerb.Build(context));
        root.Subcommands.Add(HelpVerb.Build(root, context));
        HelpVerb.Replace(root, context);
        return root;
    }

    private static int Misused(IEnumerable<string> problems, DiagnosticLines lines)
    {
        foreach (var problem in problems)
            lines.WriteLine(problem);
        lines.WriteLine("try --help");
        return WrongUsage;
    }
}
