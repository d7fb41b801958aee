using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The store that a row names, whether the row is rejected or not.</summary>
internal static class StoreColumnOfRow
{
    /// <summary>The store id in UTF-8; <c>null</c> if it cannot be determined.</summary>
    /// <param name="column">The index of the column of store ids.</param>
    public static byte[]? IdIn(CsvRows rows, int column) =>
        rows.CanTrust(column) && StoreIdText.ProblemWith(rows.Field(column)) is null ? rows.Field(column).ToArray() : null;
}
