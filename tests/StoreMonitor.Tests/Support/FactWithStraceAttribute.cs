using System.ComponentModel;
using System.Diagnostics;

namespace StoreMonitor.Tests.Support;

/// <summary>A test that needs to see the system calls of the program; reported as skipped, with the reason, where they cannot be seen.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithStraceAttribute : FactAttribute
{
    /// <summary>Starts a program and follows all its threads.</summary>
    public static readonly string[] Strace = ["strace", "-f"];

    public FactWithStraceAttribute() => Skip = Problem();

    private static string? Problem()
    {
        try
        {
            using var tried = Process.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            var said = tried.StandardError.ReadToEnd();
            tried.WaitForExit();
            return tried.ExitCode == 0 ? null : $"strace does not work here: {said}";
        }
        catch (Win32Exception failure)
        {
            return $"strace is not installed here: {failure.Message}";
        }
    }
}
