namespace StoreMonitor.Files;

/// <summary>Text as one CSV field that no reader takes for more than text.</summary>
/// <remarks>Looks at one character after another: a vectorized search has to be compiled first, which was 3 ms of a cold report.</remarks>
internal static class CsvText
{
    private const char Guard = '\'';

    /// <summary>
    /// The field, quoted where RFC 4180 asks for it. Text that a spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets
    /// take as "this is text". A signed number is no formula. Different texts have different fields: text that looks guarded gets one more.
    /// </summary>
    public static string Field(string text)
    {
        if (NeedsGuard(text))
            text = Guard + text;
        return NeedsQuotes(text) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>The text that is written with this apostrophe in front, for whoever copies it from a report; <c>null</c> when none is.</summary>
    public static string? Unguarded(string text) =>
        text.Length > 1 && text[0] == Guard && NeedsGuard(text[1..]) ? text[1..] : null;

    // A formula, or one behind apostrophes, which would otherwise be the field of the formula alone.
    private static bool NeedsGuard(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] == Guard)
            start++;
        return start < text.Length && StartsFormula(text[start]) && !IsSignedNumber(text, start);
    }

    // What makes a spreadsheet take a cell for a formula, or skip to one; the wide forms are found in Japanese editions.
    private static bool StartsFormula(char first) =>
        first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    // A sign, digits, and at most one point between digits.
    private static bool IsSignedNumber(string text, int start)
    {
        if (text[start] is not ('+' or '-') || !char.IsAsciiDigit(text[^1]))
            return false;

        var points = 0;
        for (var index = start + 1; index < text.Length; index++)
        {
            if (text[index] == '.' && index > start + 1)
                points++;
            else if (!char.IsAsciiDigit(text[index]))
                return false;
        }

        return points <= 1;
    }

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
