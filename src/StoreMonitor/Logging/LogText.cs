using System.Globalization;
using System.Text;

namespace StoreMonitor.Logging;

/// <summary>Text that may come from outside, fit for one line of a log: nothing in it begins another line or acts on a terminal.</summary>
internal static class LogText
{
    /// <summary>Control and format characters, line separators and lone surrogates become <c>\uXXXX</c>; all else stays.</summary>
    public static string OneLine(string text)
    {
        if (!NeedsEscapes(text))
            return text;

        var line = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                line.Append(text[i]).Append(text[++i]);
            else if (IsUnfit(text[i]))
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                line.Append(text[i]);
        }

        return line.ToString();
    }

    private static bool NeedsEscapes(string text)
    {
        foreach (var character in text)
        {
            if (IsUnfit(character))
                return true;
        }

        return false;
    }

    private static bool IsUnfit(char character) => character >= ' ' && character < '\x7f'
        ? false
        : char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
