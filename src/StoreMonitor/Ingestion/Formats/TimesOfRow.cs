using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The opening and the closing of a row. Both empty mean that the store is closed.</summary>
/// <param name="Opens">The index of the column of openings.</param>
/// <param name="Closes">The index of the column of closings.</param>
internal readonly record struct TimesOfRow(int Opens, int Closes)
{
    /// <summary>Whether the row says that the store is closed. A row that is cut off before its times does not.</summary>
    public bool AreEmpty(CsvRows rows) =>
        rows.HasField(Opens) && rows.HasField(Closes) && rows.Field(Opens).IsEmpty && rows.Field(Closes).IsEmpty;

    /// <summary>Parses the times, in seconds after the midnight of their date.</summary>
    /// <returns>The row, rejected; <c>null</c> if both times are valid.</returns>
    public RejectedRow? Check(CsvRows rows, out int opens, out int closes)
    {
        closes = 0;
        if (!LocalTimeText.TryParse(rows.Field(Opens), out opens) || opens >= LocalTimeText.SecondsPerDay)
            return rows.Reject(Opens, ProblemWith(rows.Field(Opens), "23:59:59"));
        if (!LocalTimeText.TryParse(rows.Field(Closes), out closes))
            return rows.Reject(Closes, ProblemWith(rows.Field(Closes), "47:59:59"));
        return OpeningHours.CanClose(opens, closes) ? null : rows.Reject(Closes, "is more than 24 hours after the opening");
    }

    private static string ProblemWith(ReadOnlySpan<byte> text, string last) =>
        text.IsEmpty ? "is missing" : $"is not a time from '00:00:00' to '{last}'";
}
