using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Log;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Connections that see the same facts, for readers that work side by side: a SQLite connection serves one at a time.</summary>
internal sealed class FactsSnapshots : IFactsSnapshot
{
    private readonly List<ReadConnection> _connections;

    private FactsSnapshots(List<ReadConnection> connections, FactsState facts)
    {
        (_connections, Facts) = (connections, facts);
        var log = facts.LastLogged == 0 ? LoggedPolls.None : LogRows.Read(connections[0]);
        var readers = new IFactsReader[connections.Count];
        for (var index = 0; index < readers.Length; index++)
            readers[index] = new SqliteReader(connections[index], log);
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

            // Equal versions mean equal facts, and equal sums of the stores that all see the same chunks, because a fold changes no fact. A
            // writer that comes between two of them, some microseconds apart, makes the loop begin again.
            while (true)
            {
                var expected = database.Expect();
                connections.ForEach(connection => connection.BeginSnapshot());
                var facts = FactsMetadata.Read(connections[0]);
                database.Verify(facts, expected);
                if (connections.TrueForAll(connection => SeesTheSame(FactsMetadata.Read(connection), facts)))
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

    private static bool SeesTheSame(FactsState one, FactsState other) =>
        one.Version == other.Version && one.FoldedVersion == other.FoldedVersion && one.StoreSum == other.StoreSum;

    /// <inheritdoc cref="ReadConnection.MustBeUnchanged"/>
    public void MustBeUnchanged() => _connections.ForEach(connection => connection.MustBeUnchanged());

    /// <summary>Ends the snapshots and closes the connections.</summary>
    public void Dispose() => _connections.ForEach(connection => connection.Dispose());
}
