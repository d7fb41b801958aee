using System.Data;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>A connection that facts are written on. It knows what the current transaction owes the row about all facts.</summary>
internal sealed class FactsConnection(string connectionString) : SqliteConnection(connectionString)
{
    private readonly StoreSum _changes = new();

    /// <summary>
    /// How the transaction has changed the number of stores and the sum of their checksums, until <see cref="FactsMetadata"/> stores it.
    /// </summary>
    /// <exception cref="InvalidCastException">It is not a connection of <see cref="Database"/>, and nothing may be written on
    /// it.</exception>
    public static StoreSum ChangesOn(SqliteConnection connection) => ((FactsConnection)connection)._changes;

    /// <inheritdoc/>
    public override SqliteTransaction BeginTransaction(IsolationLevel isolationLevel, bool deferred)
    {
        // What a transaction that was rolled back owed is owed no longer.
        _changes.Clear();
        return base.BeginTransaction(isolationLevel, deferred);
    }
}
