using System.Buffers;
using System.Text.Unicode;
using CsvHelper;
using StoreMonitor.Files;

namespace StoreMonitor.Polls.Bodies;

/// <summary>CSV with a header that names the columns, in any order and with others beside them.</summary>
/// <remarks>Each line end ends a row, so that a body can be cut there: a quoted field cannot hold one.</remarks>
internal sealed class CsvBody : IPollBody
{
    private const int LongestLine = 1 << 16;

    private static readonly string[] Columns = [ReceivedPolls.StoreId, ReceivedPolls.Status, ReceivedPolls.Timestamp];

    private byte[] _block = [];
    private int[]? _indexes;
    private char _separator;
    private long _linesBefore;
    private bool _isMalformed;

    public SequencePosition Read(ReadOnlySequence<byte> buffer, bool isLast, ReceivedPolls polls)
    {
        var whole = isLast ? buffer : buffer.Slice(0, EndOfLastLine(buffer));
        if (_indexes is null && !HasHeader(whole))
            return isLast ? throw Lacks(Columns[0], []) : buffer.Start;

        var length = checked((int)whole.Length);
        if (_block.Length < length)
            _block = new byte[2 * length];
        whole.CopyTo(_block);
        ReadBlock(_block.AsMemory(0, length), polls);
        return whole.End;
    }

    private void ReadBlock(ReadOnlyMemory<byte> block, ReceivedPolls polls)
    {
        if (!Utf8.IsValid(block.Span))
            throw new MalformedBodyException("the body has bytes that are not UTF-8");

        var isFirst = _indexes is null;
        if (isFirst)
            _separator = Separator.In(block.Span, names => Columns.Count(column => IndexIn(names, column) >= 0));
        using var rows = CsvReader.Create(block, new CsvReaderOptions
        {
            Separator = _separator,
            HasHeader = isFirst,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestLine,
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = record => _isMalformed |= record.Reason is CsvMalformedReason.LineBreakInQuotes
                or CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote,
        });
        try
        {
            if (isFirst)
                _indexes = ReadHeader(rows);
            ReadRows(rows, polls);
        }
        catch (CsvFormatException)
        {
            throw new MalformedBodyException($"a line after line {_linesBefore + rows.LineNumber} is longer than {LongestLine} bytes");
        }

        _linesBefore += block.Span.Count((byte)'\n');
    }

    private void ReadRows(CsvReader rows, ReceivedPolls polls)
    {
        while (true)
        {
            _isMalformed = false;
            if (!rows.Read())
                return;

            var position = PollPosition.OnLine(_linesBefore + rows.LineNumber);
            if (rows.FieldCount == 1 && !_isMalformed && FieldText.Trim(rows.GetSpan(0)).IsEmpty)
                continue;
            if (_isMalformed)
                polls.Reject(position, "row", rows.RawRecord, "has a quote that is not closed where the field ends");
            else
                polls.Take(position, Field(rows, 0), Field(rows, 1), Field(rows, 2));
        }
    }

    private ReadOnlySpan<byte> Field(CsvReader rows, int column)
    {
        var raw = rows.GetRawSpan(_indexes![column]);
        return !raw.IsEmpty && FieldText.IsPlain(raw[0]) && FieldText.IsPlain(raw[^1])
            ? raw
            : FieldText.Trim(rows.GetSpan(_indexes[column]));
    }

    private static int[] ReadHeader(CsvReader rows)
    {
        rows.ReadHeader();
        var names = rows.Headers.Select(header => FieldText.Trim(header)).ToList();
        foreach (var column in Columns)
        {
            var count = names.Count(name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
            if (count != 1)
            {
                throw count == 0
                    ? Lacks(column, names)
                    : new MalformedBodyException($"the header has the column '{column}' {count} times");
            }
        }

        return [.. Columns.Select(column => IndexIn(names, column))];
    }

    private static MalformedBodyException Lacks(string column, List<string> names)
    {
        var found = PrintableText.Of(string.Join(", ", names.Where(name => name.Length > 0).DefaultIfEmpty("no columns")));
        return new MalformedBodyException($"the header lacks '{column}': found {found}; wanted are {string.Join(", ", Columns)}");
    }

    private static int IndexIn(List<string> names, string column) =>
        names.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase));

    // Blank lines, and the hint "sep=;", may come before the header.
    private static bool HasHeader(ReadOnlySequence<byte> lines)
    {
        var text = lines.ToArray().AsSpan();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = FieldText.Trim(end < 0 ? text : text[..end]);
            if (!line.IsEmpty && !line.StartsWith("sep="u8))
                return true;
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return false;
    }

    private static SequencePosition EndOfLastLine(ReadOnlySequence<byte> buffer)
    {
        var (end, rest) = (buffer.Start, buffer);
        while (rest.PositionOf((byte)'\n') is { } lineEnd)
        {
            end = buffer.GetPosition(1, lineEnd);
            rest = rest.Slice(end);
        }

        return end;
    }
}
