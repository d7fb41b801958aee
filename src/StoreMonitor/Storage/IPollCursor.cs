using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage;

/// <summary>
/// Reads the polls of one store after another, from the latest back as far as they can decide: the cost does not depend on the history.
/// </summary>
/// <remarks>It is asked for stores in the order that it was opened with; a store may be left out.</remarks>
internal interface IPollCursor : IDisposable
{
    /// <summary>The polls in order of their instants; empty exactly when the store has none at or before the as-of instant.</summary>
    /// <param name="businessTime">
    /// Of the polls up to the start of the windows, none before the latest one in business time is read; all of the reach are where it is
    /// empty.
    /// </param>
    /// <returns>Valid until the next read.</returns>
    /// <exception cref="DamagedFactsException">The polls are not what was stored.</exception>
    ReadOnlySpan<Poll> Read(Store store, IntervalSet businessTime);
}
