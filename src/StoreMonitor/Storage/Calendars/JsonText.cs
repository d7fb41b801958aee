using System.Globalization;
using System.Text;

namespace StoreMonitor.Storage.Calendars;

/// <summary>Strings in the JSON that stores facts, so that SQL can read it too. <see cref="JsonReader"/> is the other direction.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>A string in quotes; <c>null</c> as the word.</summary>
    public static string Of(string? text)
    {
        if (text is null)
            return "null";

        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (char.IsControl(character))
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                json.Append(character);
        }

        return json.Append('"').ToString();
    }

    /// <summary>An array of elements that are JSON already.</summary>
    public static string Array(IEnumerable<string> elements) => $"[{string.Join(',', elements)}]";

    /// <summary>An array of strings.</summary>
    public static string ArrayOf(IEnumerable<string> texts) => Array(texts.Select(Of));

    /// <summary>The strings of an array that <see cref="ArrayOf"/> wrote.</summary>
    /// <exception cref="DamagedFactsException">It is no such array.</exception>
    public static List<string> ReadStrings(string json, string what)
    {
        var reader = new JsonReader(Encoding.UTF8.GetBytes(json), what);
        var texts = new List<string>();
        reader.Open();
        while (reader.HasNext(texts.Count))
            texts.Add(reader.String());
        reader.End();
        return texts;
    }

    /// <summary>The text of a string without its escapes; <c>null</c> when an escape is not one that <see cref="Of"/> writes.</summary>
    public static string? Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var index = 0; index < raw.Length; index++)
        {
            if (raw[index] != '\\')
            {
                text.Append(raw[index]);
            }
            else if (index + 1 < raw.Length && raw[index + 1] is '"' or '\\')
            {
                text.Append(raw[++index]);
            }
            else if (index + EscapeLength <= raw.Length && raw[index + 1] == 'u'
                && ushort.TryParse(raw.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                index += EscapeLength - 1;
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }
}
