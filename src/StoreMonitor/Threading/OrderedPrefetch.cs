namespace StoreMonitor.Threading;

/// <summary>Work that other threads do ahead while this one takes what is done, in order.</summary>
/// <remarks>The items are objects, for what is generic over structures of ours has to be compiled in each process.</remarks>
internal static class OrderedPrefetch
{
    /// <param name="items">What is to be worked on. Asked on this thread for the next one whenever fewer than <paramref name="most"/> are worked on.</param>
    /// <param name="work">Is called on any thread; of several items at once, unless <paramref name="most"/> is one.</param>
    /// <param name="take">Takes an item that was worked on. Is called on this thread, in the order of the items, and says whether to go on.</param>
    /// <exception cref="Exception">What the work on an item threw, when it is that item's turn. No work goes on then.</exception>
    public static void Run<T>(IEnumerable<T> items, int most, Action<T> work, Func<T, bool> take)
        where T : class
    {
        var running = new Queue<Running<T>>();
        using var next = items.GetEnumerator();
        try
        {
            Start(next, running, most, work);
            while (running.TryDequeue(out var oldest))
            {
                oldest.Work.GetAwaiter().GetResult();
                Start(next, running, most, work);
                if (!take(oldest.Item))
                    return;
            }
        }
        finally
        {
            // They use what the caller may dispose of.
            while (running.TryDequeue(out var left))
                left.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    private static void Start<T>(IEnumerator<T> next, Queue<Running<T>> running, int most, Action<T> work)
        where T : class
    {
        while (running.Count < most && next.MoveNext())
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
