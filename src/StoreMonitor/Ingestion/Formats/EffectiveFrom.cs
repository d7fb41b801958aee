using NodaTime;
using StoreMonitor.Ingestion.Csv;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The optional column with the first date of a week or a zone (rule R19).</summary>
internal static class EffectiveFrom
{
    public static CsvColumn Column { get; } = new("effective_from") { IsOptional = true };

    /// <summary>The date of a row. An empty field is one that gives no date.</summary>
    /// <param name="column">The index of the column.</param>
    /// <param name="otherwise">The date of rows that give none; <c>null</c> if they are undated.</param>
    public static DateOfRow In(CsvRows rows, int column, LocalDate? otherwise)
    {
        if (!rows.HasColumn(column))
            return new DateOfRow(true, otherwise);
        if (!rows.CanTrust(column))
            return default;
        if (rows.Field(column).IsEmpty)
            return new DateOfRow(true, otherwise);
        return DateText.TryParse(rows.Field(column), out var date) ? new DateOfRow(true, date) : default;
    }
}
