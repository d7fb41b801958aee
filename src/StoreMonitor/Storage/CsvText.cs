namespace StoreMonitor.Storage;

/// <summary>Text as one CSV field that no reader takes for more than text.</summary>
/// <remarks>Looks at one character after another: a vectorized search has to be compiled first, which was 3 ms of a cold report.</remarks>
internal static class CsvText
{
    /// <summary>
    /// The field, quoted where RFC 4180 asks for it. Text that a spreadsheet would run as a formula gets an apostrophe in front,
    /// which spreadsheets take as "this is text".
    /// </summary>
    public static string Field(string text)
    {
        if (text.Length > 0 && StartsFormula(text[0]))
            text = "'" + text;
        return NeedsQuotes(text) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    // What makes a spreadsheet take a cell for a formula, or skip to one; the wide forms are found in Japanese editions.
    private static bool StartsFormula(char first) =>
        first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    private static bool NeedsQuotes(string text)
    {
        foreach (var character in text)
        {
            if (character is ',' or '"' or '\r' or '\n')
                return true;
        }

        return false;
    }
}
