using System.Diagnostics;

namespace StoreMonitor.Tests.Support;

/// <summary>Waits for a condition instead of for a time.</summary>
internal static class ServiceWait
{
    // Far above what any condition here takes on an idle machine: it may be a busy one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task Eventually(Func<Task<bool>> isSo, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException($"not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(Pause);
        }
    }

    public static Task Eventually(Func<bool> isSo, string what) => Eventually(() => Task.FromResult(isSo()), what);
}
