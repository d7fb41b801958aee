using System.Globalization;
using StoreMonitor.Files;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The <c>forget</c> verb: removes a store and all of its facts.</summary>
internal sealed class ForgetCommand(IFacts facts)
{
    /// <param name="mayRemoveAll">Whether the store may be removed even if no other store has polls.</param>
    /// <exception cref="UnknownStoreException">No store has the id.</exception>
    /// <exception cref="NothingLeftException">No other store has polls, and removing the last one was not permitted.</exception>
    public void Run(string storeId, bool mayRemoveAll, TextWriter results, TextWriter diagnostics, CancellationToken cancel)
    {
        using var remover = facts.OpenRemover();
        var forgotten = remover.Forget(storeId, store =>
        {
            if (!mayRemoveAll && store.Polls > 0 && !store.OthersHavePolls)
                throw new NothingLeftException(
                    $"only the store '{PrintableText.Of(storeId)}' has polls", "add --yes to remove it anyway");
            cancel.ThrowIfCancellationRequested();
        });
        if (forgotten is null)
            throw new UnknownStoreException(storeId);

        var space = remover.ReclaimSpace();
        var id = PrintableText.Of(storeId);
        WorkDone.Write(results, diagnostics, $"the store '{id}' is removed", output =>
        {
            output.WriteLine($"forgot the store '{id}': {TextOf(forgotten)}");
            if (space is not null)
                output.WriteLine(space);
        });
    }

    private static string TextOf(ForgottenStore store)
    {
        var polls = string.Create(CultureInfo.InvariantCulture, $"{store.Polls} {(store.Polls == 1 ? "poll" : "polls")}");
        var rest = $"{(store.HasSpecialHours ? ", its special hours" : "")}{(store.HasClosures ? ", its closures" : "")}";
        return $"{polls}, {(store.HasHours ? "its" : "no")} business hours, {(store.HasZone ? "its" : "no")} zone{rest}";
    }
}

/// <summary>No store has the id.</summary>
internal sealed class UnknownStoreException(string storeId) : Exception($"no store has the id '{PrintableText.Of(storeId)}'");
