using System.Globalization;
using System.Text;

namespace StoreMonitor.Logging;

/// <summary>Makes untrusted text safe for one line of a log: it cannot start another line or control a terminal.</summary>
internal static class LogText
{
    /// <summary>Escapes control and format characters, line separators and lone surrogates as <c>\uXXXX</c>.</summary>
    public static string OneLine(string text)
    {
        if (!NeedsEscapes(text))
            return text;

        var line = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                line.Append(text[i]).Append(text[++i]);
            else if (NeedsEscape(text[i]))
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
            if (NeedsEscape(character))
                return true;
        }

        return false;
    }

    private static bool NeedsEscape(char character) => character >= ' ' && character < '\x7f'
        ? false
        : char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
