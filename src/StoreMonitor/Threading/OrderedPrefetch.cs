namespace StoreMonitor.Threading;

/// <summary>Processes items ahead on other threads while the calling thread consumes the results in order.</summary>
/// <remarks>
/// Items are reference types because generics over our own structs are compiled in each process: see docs/cold-start.md.
/// </remarks>
internal static class OrderedPrefetch
{
    /// <param name="items">
    /// The items to process. The calling thread enumerates them while fewer than <paramref name="maxAhead"/> are in progress.
    /// </param>
    /// <param name="work">Processes an item on any thread. Up to <paramref name="maxAhead"/> items are processed concurrently.</param>
    /// <param name="take">Consumes a processed item on the calling thread, in order, and returns whether to continue.</param>
    /// <exception cref="Exception">
    /// The exception that the processing of an item threw, rethrown in order after all processing has ended.
    /// </exception>
    public static void Run<T>(IEnumerable<T> items, int maxAhead, Action<T> work, Func<T, bool> take)
        where T : class
    {
        var running = new Queue<Running<T>>();
        using var next = items.GetEnumerator();
        try
        {
            Start(next, running, maxAhead, work);
            while (running.TryDequeue(out var oldest))
            {
                oldest.Work.GetAwaiter().GetResult();
                Start(next, running, maxAhead, work);
                if (!take(oldest.Item))
                    return;
            }
        }
        finally
        {
            // The workers may use what the caller is about to dispose of, so they must have ended.
            while (running.TryDequeue(out var left))
                left.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    private static void Start<T>(IEnumerator<T> next, Queue<Running<T>> running, int maxAhead, Action<T> work)
        where T : class
    {
        while (running.Count < maxAhead && next.MoveNext())
        {
            var item = next.Current;
            running.Enqueue(new Running<T>(item, Task.Run(() => work(item))));
        }
    }

    private sealed class Running<T>(T item, Task work)
    {
        public readonly T Item = item;
        public readonly Task Work = work;
    }
}
