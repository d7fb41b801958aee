using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Hosting;

/// <summary>Uses the zones for a first time in the background, while the command line and the settings are read.</summary>
/// <remarks>
/// Their first use costs more than 20 ms of loading and compiling. A failure stays in the task: the verb will meet it again, and tell it.
/// </remarks>
internal static class HeadStart
{
    /// <summary>Begins where it pays: the other verbs take long anyway, or need no zones.</summary>
    public static void BeginFor(string[] args)
    {
        if (args is ["report" or "explain", ..])
            Task.Factory.StartNew(UseZones, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal static void UseZones() => _ = StoreHours.Of(null, null);
}
