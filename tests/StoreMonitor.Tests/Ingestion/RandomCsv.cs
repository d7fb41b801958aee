using System.Text;
using CsCheck;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Rows written as CSV in a random one of the many ways that exports write it.</summary>
internal static class RandomCsv
{
    private static readonly Gen<string> Blanks = Gen.OneOf("", "", "", " ", "  ");
    private static readonly Gen<string> Invisible = Gen.OneOf("", "", "", "\u00A0", "\u200B", "\uFEFF", "\u3000");
    private static readonly Gen<char> Separator = Gen.OneOf(',', ',', ';', '\t');
    private static readonly Gen<string> LineEnd = Gen.OneOf("\n", "\r\n");
    private static readonly Gen<string> Junk = Gen.OneOf("", "x", "1,2", "say \"hi\"", "two\nlines", "a\r\n\r\nb", "東京", "=1");

    /// <param name="columns">The wanted columns; they come out in a random order, with others between them.</param>
    public static Gen<byte[]> Of(IReadOnlyList<string> columns, IReadOnlyList<string[]> rows) =>
        from extra in Gen.Int[0, 3]
        from order in Gen.Shuffle(Enumerable.Range(0, columns.Count + extra).ToArray())
        from separator in Separator
        from header in Record([.. order.Select(c => c < columns.Count ? columns[c] : $"extra{c}")], separator)
        from records in Sequence([.. rows.Select(row => Row(row, order, separator))])
        from hasMark in Gen.Bool
        from endsInLineEnd in Gen.Bool
        select Bytes((hasMark ? "\uFEFF" : "") + header + string.Concat(records), endsInLineEnd);

    private static Gen<string> Row(string[] row, int[] order, char separator) =>
        from blankLines in Gen.Frequency((5, Gen.Const("")), (1, Gen.OneOf("\n", "  \r\n", "\n\n\n")))
        from junk in Junk.Array[order.Length]
        from record in Record([.. order.Select((c, i) => c < row.Length ? row[c] : junk[i])], separator)
        select blankLines + record;

    private static Gen<string> Record(string[] fields, char separator) =>
        from written in Sequence([.. fields.Select(field => Field(field, separator))])
        from end in LineEnd
        select string.Join(separator, written) + end;

    private static Gen<string> Field(string field, char separator) =>
        from isQuoted in Gen.Bool
        from before in Blanks
        from after in Blanks
        from unseenBefore in Invisible
        from unseenAfter in Invisible
        let text = unseenBefore + field + unseenAfter
        let mustQuote = field.AsSpan().IndexOfAny("\"\r\n") >= 0 || field.Contains(separator, StringComparison.Ordinal)
        select before + (isQuoted || mustQuote ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text) + after;

    private static Gen<string[]> Sequence(Gen<string>[] gens) => gens.Aggregate(
        Gen.Const(Array.Empty<string>()), (all, next) => Gen.Select(all, next, (done, one) => (string[])[.. done, one]));

    private static byte[] Bytes(string text, bool endsInLineEnd) => Encoding.UTF8.GetBytes(endsInLineEnd ? text : text.TrimEnd('\r', '\n'));
}
