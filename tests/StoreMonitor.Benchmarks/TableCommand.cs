using NodaTime;
using StoreMonitor.Benchmarks.Comparisons;
using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Opponents;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Benchmarks.Table;

namespace StoreMonitor.Benchmarks;

/// <summary>Runs the comparisons and prints the table.</summary>
/// <remarks>Exit codes: 0 all results were equal to their references, 1 some were not or something failed, and 2 wrong usage.</remarks>
internal sealed class TableCommand(IClock clock, TextWriter results, TextWriter diagnostics)
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    // The time to remove gigabytes of made-up data after Ctrl-C or SIGTERM; chosen.
    private static readonly TimeSpan TimeToCleanUp = TimeSpan.FromMinutes(1);

    public async Task<int> Run(string[] args)
    {
        var parsed = BenchmarkOptions
            .Command([.. AllComparisons.InOrder.Select(comparison => comparison.Name)], (options, cancel) => Run(options, args, cancel))
            .Parse(args);
        try
        {
            var exitCode = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToCleanUp });
            return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
        }
        catch (OperationCanceledException)
        {
            await diagnostics.WriteLineAsync("cancelled");
            return Failed;
        }
        catch (Exception failure)
        {
            await diagnostics.WriteLineAsync($"failed: {failure.Message}");
            return Failed;
        }
    }

    private async Task<int> Run(BenchmarkOptions options, string[] args, CancellationToken cancel)
    {
        await SqliteShell.MustBeInstalled(cancel);
        using var scratch = new Scratch();
        await diagnostics.WriteLineAsync("publishing the program");
        var bench = new Bench(await PublishedProgram.Publish(scratch, cancel), scratch, options);
        var outcomes = new List<Outcome>();
        foreach (var comparison in AllComparisons.InOrder.Where(comparison => options.Only is not { } name || comparison.Name == name))
        {
            await diagnostics.WriteLineAsync($"measuring {comparison.Name}");
            outcomes.Add(await Measure(comparison, bench, cancel));
        }

        var arguments = args.Length == 0 ? "" : $" -- {string.Join(' ', args)}";
        var text = await Circumstances.Describe(clock, arguments, cancel) + MarkdownTable.Of(outcomes, judges: !options.Quick);
        await results.WriteAsync(text);
        if (options.Write)
            BenchmarksPage.Write(text);
        return outcomes.Any(outcome => outcome.Rows.Any(row => row.IsRefused)) ? Failed : Done;
    }

    private static async Task<Outcome> Measure(IComparison comparison, Bench bench, CancellationToken cancel)
    {
        try
        {
            return await comparison.Run(bench, cancel);
        }
        catch (ResultDiffersException wrong)
        {
            return new Outcome(Row.Refused(comparison.Name, wrong.Message));
        }
    }
}
