using System.Globalization;
using System.Text;

namespace StoreMonitor.Files;

/// <summary>Text from outside, fit for a line on a terminal: nothing in it acts, and it is no longer than a line.</summary>
internal static class PrintableText
{
    // As many characters as a store id has at most. Chosen.
    private const int LongestLine = 128;

    /// <param name="longest">How many characters are shown at most.</param>
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
