using System.Globalization;
using System.Text;

namespace StoreMonitor.Files;

/// <summary>
/// Makes untrusted text safe to print on one line of a terminal: control characters are replaced, and the length is limited.
/// </summary>
internal static class PrintableText
{
    // The longest store id, in characters. Chosen.
    private const int LongestLine = 128;

    /// <param name="longest">The maximum number of characters to print.</param>
    public static string Of(string text, int longest = LongestLine)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(longest))
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                shown.Append(rune);
        }

        return text.EnumerateRunes().Skip(longest).Any() ? shown.Append('…').ToString() : shown.ToString();
    }
}
