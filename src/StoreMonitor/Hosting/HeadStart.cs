using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting;

/// <summary>Uses for a first time, in the background, what most verbs need once the command line is read.</summary>
/// <remarks>
/// A first use costs its loading and compiling: settings 16 ms, SQLite 16, zones 14 (2026-11-22, 2 cores), about what the command line
/// takes meanwhile. Nothing is kept of it, and a failure stays in its task: the verb will meet it again, and tell it.
/// </remarks>
internal static class HeadStart
{
    public static void Begin()
    {
        InBackground(() => MonitorOptions.From(Settings.Read([])));
        InBackground(() =>
        {
            new Database(":memory:").Open().Dispose();
            StoreHours.Of(null, null);
        });
    }

    // On threads of their own, for those of the pool are the verb's.
    private static void InBackground(Action firstUse) =>
        Task.Factory.StartNew(firstUse, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
