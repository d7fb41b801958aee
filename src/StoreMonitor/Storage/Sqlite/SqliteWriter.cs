using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Writes facts in bulk on a connection of its own.</summary>
/// <param name="connection">One of <see cref="Database.OpenForIntake"/>; it is closed with the writer.</param>
internal sealed class SqliteWriter(Database database, SqliteConnection connection) : IFactsWriter
{
    public StoreKeys ReadKeys() => StoreInserts.ReadKeys(connection);

    public IFactsTransaction Begin(StoreKeys keys, ChangeOrigin origin) => new SqliteTransactionOfFile(connection, keys, origin);

    public StoreMatches CountMatches() => StoreMatching.Count(connection);

    public void Acknowledge() => database.Acknowledge(connection);

    public IOException? CauseOf(Exception failure) =>
        failure is SqliteException sqlite ? WriteFailure.Behind(sqlite, database.Path) : null;

    public void Dispose() => connection.Dispose();
}
