using System.Buffers;

namespace StoreMonitor.Storage;

/// <summary>Text as one CSV field that no reader takes for more than text.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    // What makes a spreadsheet take a cell for a formula, or skip to one; the wide forms are found in Japanese editions.
    private static readonly SearchValues<char> StartFormulas = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>
    /// The field, quoted where RFC 4180 asks for it. Text that a spreadsheet would run as a formula gets an apostrophe in front,
    /// which spreadsheets take as "this is text".
    /// </summary>
    public static string Field(string text)
    {
        if (text.Length > 0 && StartFormulas.Contains(text[0]))
            text = "'" + text;
        return text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
