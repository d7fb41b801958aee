using System.Diagnostics;

namespace StoreMonitor.Tests.Support;

/// <summary>A disk of a few bytes, in memory; gone when disposed of. It takes rights that not everybody has.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => Directory.CreateDirectory(_folder.Of("disk")).FullName;

    /// <param name="reason">Why there is none.</param>
    public static SmallDisk? TryMount(long bytes, out string reason)
    {
        var disk = new SmallDisk();
        reason = Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "none", disk.Path);
        if (reason.Length == 0)
            return disk;

        disk._folder.Dispose();
        return null;
    }

    public void Dispose()
    {
        Run("umount", Path).Should().BeEmpty();
        _folder.Dispose();
    }

    // What it says when it fails; empty when it does not.
    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"{program} ended with {process.ExitCode}: {said}";
    }
}
