using System.Diagnostics;

namespace StoreMonitor.Benchmarks.Measuring;

/// <summary>Runs a program to its end and measures it.</summary>
internal static class ChildProcess
{
    // The peak is looked up this often; what is missed is the growth of the last few milliseconds. Costs about 1 % of a core.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message has what it said.</exception>
    public static async Task<Sample> Run(string program, IEnumerable<string> arguments, CancellationToken cancel, string? folder = null) =>
        (await Finish(Described(program, arguments, folder), cancel)).Sample;

    /// <summary>What a program says on its standard output.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    public static async Task<string> Read(string program, IEnumerable<string> arguments, CancellationToken cancel, string? folder = null) =>
        (await Finish(Described(program, arguments, folder), cancel)).Output;

    /// <summary>How to start a program with its output kept from the terminal.</summary>
    public static ProcessStartInfo Described(string program, IEnumerable<string> arguments, string? folder = null) =>
        new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };

    private static async Task<(Sample Sample, string Output)> Finish(ProcessStartInfo described, CancellationToken cancel)
    {
        var cpuBefore = ProcFile.CpuOfEndedChildren();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(described) ?? throw new InvalidOperationException($"{described.FileName} did not start");
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);

        // The thread waits on purpose: an awaited end would be seen when a thread of the pool gets round to it.
        var peak = 0L;
        while (!process.WaitForExit(LookEvery))
        {
            peak = Math.Max(peak, ProcFile.PeakBytes(process.Id));
            if (cancel.IsCancellationRequested)
                process.Kill(entireProcessTree: true);
        }

        var wall = Stopwatch.GetElapsedTime(started);
        var said = (Output: await output, Errors: await errors);
        cancel.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{described.FileName} ended with {process.ExitCode}: {said.Output}{said.Errors}");
        return (new Sample(wall, ProcFile.CpuOfEndedChildren() - cpuBefore, peak), said.Output);
    }
}
