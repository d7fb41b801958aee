using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>Removes facts, also while a service runs.</summary>
internal interface IFactsRemover : IDisposable
{
    /// <summary>Whether there are polls, and all of them are in a range.</summary>
    bool HasOnlyPollsIn(PollRange range);

    /// <summary>Removes the polls in a range, some stores at a time, so that nobody waits long for the database.</summary>
    /// <returns>How many were removed.</returns>
    /// <exception cref="OperationCanceledException">What was removed before stays removed; the rest stays.</exception>
    long Prune(PollRange range, CancellationToken cancel);

    /// <summary>Removes a store with all its facts.</summary>
    /// <param name="storeId">The id, or, where no store has it, the field of an id in a report, with the apostrophe that guards it.</param>
    /// <param name="check">Throws, with the facts of the store in view, when the store is to stay.</param>
    /// <returns>What was removed; <c>null</c> when no store has the id.</returns>
    ForgottenStore? Forget(string storeId, Action<ForgottenStore> check);

    /// <summary>Gives the space of what was removed back to the disk.</summary>
    /// <returns>What became of it, for people; <c>null</c> when there was little to give back.</returns>
    string? ReclaimSpace();
}

/// <summary>The facts of a store that is removed.</summary>
internal sealed record ForgottenStore(
    long Polls, bool HasHours, bool HasZone, bool HasSpecialHours, bool HasClosures, bool OthersHavePolls);
