using Microsoft.Data.Sqlite;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>One kind of input file: its columns, and how its rows become facts.</summary>
internal interface ICsvFormat
{
    /// <summary>The columns that the header must have.</summary>
    IReadOnlyList<CsvColumn> Columns { get; }

    /// <summary>Stores the facts of a file inside a transaction; rows that are none go to <paramref name="rejected"/>.</summary>
    WriteCounts Load(
        CsvInput input, SqliteConnection connection, SqliteTransaction transaction, RejectedRows rejected, CancellationToken cancel);
}
