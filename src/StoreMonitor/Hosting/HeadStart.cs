using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting;

/// <summary>Uses SQLite and the zones for a first time in the background, while the command line and the settings are read.</summary>
/// <remarks>
/// The first use of each costs 15 ms of loading and compiling, so that a cold report is done 20 to 35 ms sooner (2026-11-22, 2 cores).
/// Nothing of it is kept, and a failure stays in the task: the verb will meet it again, and tell it.
/// </remarks>
internal static class HeadStart
{
    /// <summary>Begins where it pays: the other verbs take long anyway, or do not need both.</summary>
    public static void BeginFor(string[] args)
    {
        if (args is ["report" or "explain", ..])
            Task.Factory.StartNew(UseBoth, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal static void UseBoth()
    {
        new Database(":memory:").Open().Dispose();
        _ = StoreHours.Of(null, null);
    }
}
