using System.CommandLine;

namespace StoreMonitor.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">Small data and one round: whether all works, not how quick it is.</param>
/// <param name="Rounds">How often each contender is measured.</param>
/// <param name="Only">The comparison to run; <c>null</c> for all.</param>
/// <param name="Write">Whether the table goes into docs/benchmarks.md.</param>
internal sealed record BenchmarkOptions(bool Quick, int Rounds, string? Only, bool Write)
{
    private const int DefaultRounds = 5;

    /// <summary>The command line, and what is done with its options.</summary>
    public static RootCommand Command(IReadOnlyList<string> comparisons, Func<BenchmarkOptions, CancellationToken, Task<int>> run)
    {
        var quick = new Option<bool>("--quick") { Description = "Small data and one round, to see that all works" };
        var rounds = new Option<int?>("--rounds") { HelpName = "N", Description = $"How often each is measured (default: {DefaultRounds})" };
        var only = new Option<string?>("--only") { HelpName = "NAME", Description = "One comparison" };
        only.AcceptOnlyFromAmong([.. comparisons]);
        var write = new Option<bool>("--write") { Description = "Put the table into docs/benchmarks.md" };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
                result.AddError("--rounds is below 1");
        });

        var command = new RootCommand("Compares StoreMonitor with real opponents. `inner ...` runs BenchmarkDotNet on the inner loops.")
        {
            quick, rounds, only, write,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(write) && result.GetValue(only) is not null)
                result.AddError("--write takes all comparisons, for it replaces the whole table");
        });
        command.SetAction((parsed, cancel) =>
        {
            var isQuick = parsed.GetValue(quick);
            return run(
                new BenchmarkOptions(isQuick, parsed.GetValue(rounds) ?? (isQuick ? 1 : DefaultRounds), parsed.GetValue(only), parsed.GetValue(write)),
                cancel);
        });
        return command;
    }
}
