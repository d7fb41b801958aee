using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Stores;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Records in the row about all facts what a transaction has changed.</summary>
internal static class FactsChange
{
    /// <summary>Advances the version if a fact has changed, and stores the sum of all stores.</summary>
    /// <param name="facts">The row that the transaction has locked, with the latest poll that holds now.</param>
    /// <param name="stores">What the transaction has changed of them is already sent.</param>
    /// <returns>The row as it is now.</returns>
    /// <param name="hasOtherChanges">Whether it has changed anything but stores.</param>
    public static FactsState Store(NpgsqlConnection connection, FactsState facts, StoreRows stores, bool hasOtherChanges)
    {
        if (!stores.IsChanged && !hasOtherChanges)
            return facts;

        var changed = facts with
        {
            Version = facts.NextVersion(),
            StoreCount = facts.StoreCount + stores.Changes.Count,
            StoreSum = facts.StoreSum + stores.Changes.Checksum,
        };
        FactsRow.Update(connection, changed);
        return changed;
    }
}
