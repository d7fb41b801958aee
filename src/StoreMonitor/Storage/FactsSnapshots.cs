using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>Connections that see the same facts, for readers that work side by side: a SQLite connection serves one at a time.</summary>
internal sealed class FactsSnapshots : IDisposable
{
    private readonly List<ReadConnection> _connections;

    private FactsSnapshots(List<ReadConnection> connections, long version) => (_connections, Version) = (connections, version);

    /// <summary>Each in a snapshot of its own.</summary>
    public IReadOnlyList<ReadConnection> Connections => _connections;

    /// <summary>The version of the facts that all of them see.</summary>
    public long Version { get; }

    /// <summary>Opens so many connections, at least one.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public static FactsSnapshots Open(Database database, int count)
    {
        var connections = new List<ReadConnection>(count);
        try
        {
            for (var index = 0; index < count; index++)
                connections.Add(database.OpenToRead());

            // Equal versions mean equal facts. A writer that comes between two of them, some microseconds apart, is tried around.
            while (true)
            {
                connections.ForEach(connection => connection.BeginSnapshot());
                var version = FactsTable.ReadVersion(connections[0]);
                if (connections.TrueForAll(connection => FactsTable.ReadVersion(connection) == version))
                    return new FactsSnapshots(connections, version);
                connections.ForEach(connection => connection.EndSnapshot());
            }
        }
        catch
        {
            connections.ForEach(connection => connection.Dispose());
            throw;
        }
    }

    /// <summary>Ends the snapshots and closes the connections.</summary>
    public void Dispose() => _connections.ForEach(connection => connection.Dispose());
}
