using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>Facts of which each is taken or rejected by itself, read but not yet stored.</summary>
/// <param name="write">Stores them in a transaction.</param>
internal sealed class IndependentFacts(Func<IFactsTransaction, WriteCounts> write) : ICsvFacts
{
    public KeptFacts Kept { get; } = new("");

    public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel) => write(transaction);

    public void Dispose()
    {
    }
}
