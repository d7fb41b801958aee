using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Connections that see the same facts, for readers that work side by side: a SQLite connection serves one at a time.</summary>
internal sealed class FactsSnapshots : IFactsSnapshot
{
    private readonly List<ReadConnection> _connections;

    private FactsSnapshots(List<ReadConnection> connections, FactsState facts)
    {
        (_connections, Facts) = (connections, facts);
        var readers = new IFactsReader[connections.Count];
        for (var index = 0; index < readers.Length; index++)
            readers[index] = new SqliteReader(connections[index]);
        Readers = readers;
    }

    /// <summary>Each in a snapshot of its own.</summary>
    public IReadOnlyList<ReadConnection> Connections => _connections;

    public IReadOnlyList<IFactsReader> Readers { get; }

    /// <summary>What is known of the facts that all of them see.</summary>
    public FactsState Facts { get; }

    /// <summary>Opens so many connections, at least one.</summary>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    /// <exception cref="DatabaseRefusedException">It has lost facts, or was replaced.</exception>
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
                var expected = database.Expect();
                connections.ForEach(connection => connection.BeginSnapshot());
                var facts = FactsMetadata.Read(connections[0]);
                database.Verify(facts, expected);
                if (connections.TrueForAll(connection => FactsMetadata.ReadVersion(connection) == facts.Version))
                    return new FactsSnapshots(connections, facts);
                connections.ForEach(connection => connection.EndSnapshot());
            }
        }
        catch
        {
            connections.ForEach(connection => connection.Dispose());
            throw;
        }
    }

    /// <inheritdoc cref="ReadConnection.MustBeUnchanged"/>
    public void MustBeUnchanged() => _connections.ForEach(connection => connection.MustBeUnchanged());

    /// <summary>Ends the snapshots and closes the connections.</summary>
    public void Dispose() => _connections.ForEach(connection => connection.Dispose());
}
