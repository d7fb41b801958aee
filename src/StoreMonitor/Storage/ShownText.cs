using System.Globalization;
using System.Text;

namespace StoreMonitor.Storage;

/// <summary>Text from outside, fit for a line on a terminal: nothing in it acts, and it is no longer than a line.</summary>
internal static class ShownText
{
    /// <param name="longest">How many characters are shown; as many as a store id has at most, unless told otherwise.</param>
    public static string Of(string text, int longest = MonitorDb.MaxStoreIdLength)
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
