using System.Runtime.ExceptionServices;

namespace StoreMonitor.Threading;

/// <summary>Work in equal shares, each on a thread of its own.</summary>
/// <remarks>Plain threads, for tasks and parallel loops have a good deal compiled for them in each process, and a report has few shares.</remarks>
internal static class ParallelShares
{
    /// <summary>Does all shares and waits for all of them; the first one is the calling thread's.</summary>
    /// <returns>What each made, in order.</returns>
    /// <exception cref="Exception">What the first share that failed threw, once all have ended.</exception>
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
