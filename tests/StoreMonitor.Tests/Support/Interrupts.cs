using System.Runtime.InteropServices;

namespace StoreMonitor.Tests.Support;

/// <summary>Lets the programs that the tests start hear Ctrl-C.</summary>
/// <remarks>A shell has what it starts in the background ignore it, and who ignores a signal hands that on: the tests would tell of their own start.</remarks>
internal static class Interrupts
{
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    public static void HandOn()
    {
        if (OperatingSystem.IsWindows())
            return;

        var before = SetHandler(Interrupt, Default);
        if (before != Ignored)
            _ = SetHandler(Interrupt, before);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetHandler(int signal, nint handler);
}
