using Microsoft.Data.Sqlite;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>One kind of input file: its columns, and how its rows become facts.</summary>
internal interface ICsvFormat
{
    /// <summary>The columns that the header must have.</summary>
    IReadOnlyList<CsvColumn> Columns { get; }

    /// <summary>Reads and checks all rows; rows that are no facts go to <paramref name="rejected"/>. Holds no lock on the database.</summary>
    /// <param name="keys">The keys of the stores; those of new stores are provisional until <see cref="StoreKeys.Settle"/>.</param>
    ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel);
}

/// <summary>The facts of one input file, read and checked, but not stored yet.</summary>
internal interface ICsvFacts : IDisposable
{
    /// <summary>What became of the stores that have rejected rows; complete after <see cref="Write"/>.</summary>
    KeptFacts Kept { get; }

    /// <summary>Stores the facts inside the caller's transaction, in which the keys were settled.</summary>
    /// <returns>What became of the rows that were taken.</returns>
    WriteCounts Write(SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancel);
}
