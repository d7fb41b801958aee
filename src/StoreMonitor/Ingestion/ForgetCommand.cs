using System.Globalization;
using Microsoft.Data.Sqlite;
using StoreMonitor.Files;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Ingestion;

/// <summary>The <c>forget</c> verb: removes a store and all of its facts.</summary>
internal sealed class ForgetCommand(Database database)
{
    /// <param name="mayRemoveAll">Whether the store may be removed even if no other store has polls.</param>
    /// <exception cref="UnknownStoreException">No store has the id.</exception>
    /// <exception cref="NothingLeftException">No other store has polls, and removing the last one was not permitted.</exception>
    public void Run(string storeId, bool mayRemoveAll, TextWriter results, TextWriter diagnostics, CancellationToken cancel)
    {
        using var connection = database.Open();
        ForgottenStore store;
        using (var transaction = connection.BeginTransaction())
        {
            store = Find(connection, storeId) ?? throw new UnknownStoreException(storeId);
            if (!mayRemoveAll && store.Polls > 0 && !store.OthersHavePolls)
                throw new NothingLeftException(
                    $"only the store '{PrintableText.Of(storeId)}' has polls", "add --yes to remove it anyway");

            cancel.ThrowIfCancellationRequested();
            store.Remove(connection);
            transaction.Commit();
            database.Acknowledge(connection);
        }

        var room = FreeSpace.GiveBack(connection);
        var id = PrintableText.Of(storeId);
        WorkDone.Write(results, diagnostics, $"the store '{id}' is removed", output =>
        {
            output.WriteLine($"forgot the store '{id}': {TextOf(store)}");
            if (room is not null)
                output.WriteLine(room);
        });
    }

    // The id may have been copied from a report, with the apostrophe that guards against spreadsheet formulas.
    private static ForgottenStore? Find(SqliteConnection connection, string storeId) =>
        ForgottenStore.Find(connection, storeId)
        ?? (CsvText.Unguarded(storeId) is { } unguarded ? ForgottenStore.Find(connection, unguarded) : null);

    private static string TextOf(ForgottenStore store)
    {
        var polls = string.Create(CultureInfo.InvariantCulture, $"{store.Polls} {(store.Polls == 1 ? "poll" : "polls")}");
        return $"{polls}, {(store.HasHours ? "its" : "no")} business hours, {(store.HasZone ? "its" : "no")} zone";
    }
}

/// <summary>No store has the id.</summary>
internal sealed class UnknownStoreException(string storeId) : Exception($"no store has the id '{PrintableText.Of(storeId)}'");
