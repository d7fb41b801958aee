using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Readers that see the same facts: the first exports its snapshot, and the others begin with it.</summary>
internal sealed class PostgresSnapshot : IFactsSnapshot
{
    private readonly List<PostgresReader> _readers;

    private PostgresSnapshot(List<PostgresReader> readers, FactsState facts) => (_readers, Facts) = (readers, facts);

    public FactsState Facts { get; }

    public IReadOnlyList<IFactsReader> Readers => _readers;

    public static PostgresSnapshot Open(PostgresDatabase database, int count)
    {
        var readers = new List<PostgresReader> { new(database) };
        try
        {
            if (count == 1)
                readers[0].BeginSnapshot();
            var name = count == 1 ? "" : readers[0].ExportSnapshot();
            while (readers.Count < count)
            {
                readers.Add(new PostgresReader(database));
                readers[^1].ImportSnapshot(name);
            }

            return new PostgresSnapshot(readers, readers[0].ReadState());
        }
        catch
        {
            readers.ForEach(reader => reader.Dispose());
            throw;
        }
    }

    public void MustBeUnchanged()
    {
        // A snapshot of the server does not change.
    }

    public void Dispose() => _readers.ForEach(reader => reader.Dispose());
}
