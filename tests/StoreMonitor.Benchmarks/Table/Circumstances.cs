using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;
using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Benchmarks.Subjects;

namespace StoreMonitor.Benchmarks.Table;

/// <summary>Where and when a table was made: without it no figure means anything.</summary>
internal static class Circumstances
{
    private const double BytesPerGigabyte = 1e9;

    public static async Task<string> Describe(IClock clock, string arguments, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant().ToString("uuuu-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var commit = await Commit(cancel);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerGigabyte;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Made {now} from commit {commit}, on {Processor()}, {Environment.ProcessorCount} cores, {memory:0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, by:

            ```sh
            dotnet run -c Release --project tests/StoreMonitor.Benchmarks{arguments}
            ```


            """);
    }

    private static string Processor()
    {
        const string Key = "model name";
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static async Task<string> Commit(CancellationToken cancel)
    {
        var commit = (await ChildProcess.Read("git", ["rev-parse", "--short", "HEAD"], cancel, Repository.Root)).Trim();
        var changes = await ChildProcess.Read("git", ["status", "--porcelain", "--", "src"], cancel, Repository.Root);
        return changes.Length == 0 ? commit : $"{commit} with changes";
    }
}
