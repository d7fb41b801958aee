namespace StoreMonitor.Files;

/// <summary>Escapes text as one CSV field that no reader interprets as anything but text.</summary>
/// <remarks>
/// It loops over characters because a vectorized search is compiled in each process, which took 3 ms of a cold report: see
/// docs/cold-start.md.
/// </remarks>
internal static class CsvText
{
    private const char Guard = '\'';

    /// <summary>
    /// The field, quoted if RFC 4180 requires it. Text that a spreadsheet would run as a formula is prefixed with an apostrophe, which
    /// spreadsheets read as "this is text". A signed number is not a formula. Different texts give different fields: text that already
    /// looks guarded gets one more apostrophe.
    /// </summary>
    public static string Field(string text)
    {
        if (NeedsGuard(text))
            text = Guard + text;
        return NeedsQuotes(text) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>Removes the guarding apostrophe from a field that was copied from a report; <c>null</c> if there is none.</summary>
    public static string? Unguarded(string text) =>
        text.Length > 1 && text[0] == Guard && NeedsGuard(text[1..]) ? text[1..] : null;

    // Text needs a guard if it is a formula, or a formula after apostrophes, which would otherwise collide with the guarded formula.
    private static bool NeedsGuard(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] == Guard)
            start++;
        return start < text.Length && StartsFormula(text[start]) && !IsSignedNumber(text, start);
    }

    // A spreadsheet treats these as the start of a formula or skips them to find one. Japanese editions accept the full-width forms.
    private static bool StartsFormula(char first) =>
        first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    // A sign, digits, and at most one decimal point between digits.
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
