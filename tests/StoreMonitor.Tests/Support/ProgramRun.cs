using System.Diagnostics;

namespace StoreMonitor.Tests.Support;

/// <summary>The published program, run to its end in a current directory of the test's own.</summary>
internal static class ProgramRun
{
    /// <param name="program">The folder of the program; <c>null</c> for the one that all tests start.</param>
    public static async Task<CliRun> In(
        string folder, string[] args, IEnumerable<(string Name, string Value)>? environment = null, string? program = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program ?? ServiceProcess.ProgramFolder, "StoreMonitor.dll"), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var results = process.StandardOutput.ReadToEndAsync();
        var diagnostics = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CliRun(process.ExitCode, await results, await diagnostics);
    }
}
