using System.Text;

namespace StoreMonitor.Files;

/// <summary>Detects the field separator: a comma, or what spreadsheets write where the comma is the decimal point.</summary>
internal static class Separator
{
    public const char Usual = ',';

    private static readonly char[] All = [Usual, ';', '\t'];

    /// <summary>The separator with which the header has the most wanted columns; a comma if none is better.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="columnsFound">How many of the wanted columns are among the names of a header.</param>
    public static char In(ReadOnlySpan<byte> start, Func<List<string>, int> columnsFound)
    {
        var header = FirstLine(start);
        var best = Usual;
        foreach (var separator in All)
        {
            if (columnsFound(NamesIn(header, separator)) > columnsFound(NamesIn(header, best)))
                best = separator;
        }

        return best;
    }

    // The first line that is neither blank nor the hint "sep=;" that spreadsheets put before the header.
    private static string FirstLine(ReadOnlySpan<byte> start)
    {
        while (!start.IsEmpty)
        {
            var end = start.IndexOfAny((byte)'\n', (byte)'\r');
            var line = FieldText.Trim(end < 0 ? start : start[..end]);
            if (!line.IsEmpty && !line.StartsWith("sep="u8))
                return Encoding.UTF8.GetString(line);
            start = end < 0 ? [] : start[(end + 1)..];
        }

        return "";
    }

    private static List<string> NamesIn(string header, char separator) =>
        [.. header.Split(separator).Select(name => FieldText.Trim(name.Replace("\"", "", StringComparison.Ordinal)))];
}
