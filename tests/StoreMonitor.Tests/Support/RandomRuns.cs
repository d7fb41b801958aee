using System.Globalization;

namespace StoreMonitor.Tests.Support;

/// <summary>How long the random tests are, and how a run of them is repeated.</summary>
internal static class RandomRuns
{
    private const string SeedVariable = "STOREMONITOR_SEED";

    private const int KindsOfKill = 7;

    /// <summary>How many kills there are at random moments; the long form sets how many in all: STOREMONITOR_KILLS=200.</summary>
    public static int KillsOfEachKind => ((Number("STOREMONITOR_KILLS") ?? 10) + KindsOfKill - 1) / KindsOfKill;

    /// <summary>How many mutated inputs there are of files, and of calls; the long form is STOREMONITOR_FUZZ=100000.</summary>
    public static int Inputs => Number("STOREMONITOR_FUZZ") ?? 300;

    /// <summary>How many bits of a database are flipped, one at a time; the long form is STOREMONITOR_FLIPS=20000.</summary>
    public static int BitFlips => Number("STOREMONITOR_FLIPS") ?? 400;

    /// <summary>The seed that was given, or else one that no other run has.</summary>
    public static int Seed { get; } = Number(SeedVariable) ?? Random.Shared.Next(1_000_000_000);

    /// <summary>Runs rounds, each with randomness of its own, and says of the one that fails how to have it again as the first.</summary>
    public static async Task Repeat(int rounds, Func<Random, Task> run)
    {
        for (var round = 0; round < rounds; round++)
        {
            try
            {
                await run(new Random(Seed + round));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"round {round + 1} of {rounds}, {SeedVariable}={Seed + round} begins with it: {failure.Message}", failure);
            }
        }
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
