namespace StoreMonitor.Files;

/// <summary>Wraps text between words into lines that fit a terminal.</summary>
internal static class WrappedText
{
    /// <summary>The width of the narrowest supported terminal, in columns.</summary>
    public const int Columns = 80;

    /// <summary>The lines of a text. A word that is longer than a line gets a line of its own.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return line;
    }

    /// <summary>Writes a text after a label; continuation lines are indented by the width of the label.</summary>
    public static void Write(TextWriter writer, string label, string text)
    {
        var start = label;
        foreach (var line in Lines(text, Columns - label.Length))
        {
            writer.WriteLine($"{start}{line}");
            start = new string(' ', label.Length);
        }
    }
}
