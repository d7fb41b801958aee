using System.Runtime.ExceptionServices;

namespace StoreMonitor.Threading;

/// <summary>Runs work in equal shares, each on a thread of its own.</summary>
/// <remarks>It uses plain threads because tasks and parallel loops compile more code in each process: see docs/cold-start.md.</remarks>
internal static class ParallelShares
{
    /// <summary>Runs all shares and waits for them; the first share runs on the calling thread.</summary>
    /// <returns>The results in order.</returns>
    /// <exception cref="Exception">The exception of the first share that failed, thrown after all shares have ended.</exception>
    public static T[] Run<T>(int count, Func<int, T> share)
        where T : class
    {
        var results = new T[count];
        var failures = new ExceptionDispatchInfo?[count];
        var threads = new Thread[count];
        for (var index = 1; index < count; index++)
        {
            var own = index;
            threads[index] = new Thread(() => Do(own));
            threads[index].Start();
        }

        Do(0);
        for (var index = 1; index < count; index++)
            threads[index].Join();
        foreach (var failure in failures)
            failure?.Throw();
        return results;

        void Do(int index)
        {
            try
            {
                results[index] = share(index);
            }
            catch (Exception failure)
            {
                failures[index] = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }
}
