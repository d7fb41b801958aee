using System.Globalization;
using System.Text;
using StoreMonitor.Ingestion.Csv;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>Text for people: names of stores and groups, and reasons.</summary>
internal static class LabelText
{
    /// <summary>The longest name of a store or a group, in characters. Chosen.</summary>
    public const int LongestName = 128;

    /// <summary>The text of a field.</summary>
    public static string In(CsvRows rows, int column) => Encoding.UTF8.GetString(rows.Field(column));

    /// <summary>Why a text cannot be stored, as the end of a sentence; <c>null</c> if it can.</summary>
    public static string? ProblemWith(string text, int longest)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return "has a zero character";
        return text.Length > longest ? string.Create(CultureInfo.InvariantCulture, $"is longer than {longest} characters") : null;
    }
}
