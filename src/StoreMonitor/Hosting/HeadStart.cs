using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Hosting;

/// <summary>Loads the time zones in the background while the command line and the settings are read.</summary>
/// <remarks>
/// The first use of the zones costs more than 20 ms of loading and compiling: see docs/cold-start.md. A failure stays in the task,
/// because the verb will run into it again and report it.
/// </remarks>
internal static class HeadStart
{
    /// <summary>Starts it only for verbs that benefit; the others run long anyway or need no zones.</summary>
    public static void BeginFor(string[] args)
    {
        if (args is ["report" or "explain", ..])
            Task.Factory.StartNew(UseZones, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal static void UseZones() => _ = StoreHours.Of(null, null);
}
