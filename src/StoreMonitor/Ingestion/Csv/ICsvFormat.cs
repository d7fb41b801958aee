using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>A kind of input file: its columns, and the conversion of its rows to facts.</summary>
internal interface ICsvFormat
{
    /// <summary>The columns that are read.</summary>
    IReadOnlyList<CsvColumn> Columns { get; }

    /// <summary>Reads and checks all rows; invalid ones go to <paramref name="rejected"/>. It holds no lock on the database.</summary>
    /// <param name="keys">The keys of the stores; those of new stores are provisional until <see cref="StoreKeys.Settle"/>.</param>
    ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel);
}

/// <summary>The facts of one input file, read and checked but not yet stored.</summary>
internal interface ICsvFacts : IDisposable
{
    /// <summary>The outcome for stores with rejected rows; complete after <see cref="Write"/>.</summary>
    KeptFacts Kept { get; }

    /// <summary>Stores the facts in the caller's transaction.</summary>
    /// <returns>The outcome of the rows that were taken.</returns>
    WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel);
}
