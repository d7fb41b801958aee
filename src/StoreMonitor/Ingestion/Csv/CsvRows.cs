using System.Text.Unicode;
using CsvHelper;
using StoreMonitor.Ingestion.Rejected;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>The rows of an input file, or of a block of it, as the wanted columns, whatever their order and however they are quoted.</summary>
/// <remarks>A hot path: fields are spans into the reader's buffer, valid until the next row.</remarks>
internal sealed class CsvRows : IDisposable
{
    // A row is some 80 bytes; one this long is a quote that was never closed. Chosen.
    public const int LongestRecord = 1 << 20;

    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        TrackLineNumbers = true,
        MaxRecordSize = LongestRecord,
    };

    private readonly CsvShape _shape;
    private readonly CsvReader _reader;
    private readonly int[] _indexes;
    private readonly bool _readsLineByLine;
    private readonly bool _isUtf8;
    private readonly long _linesBefore;
    private CsvMalformedReason? _malformed;

    /// <summary>The rows of a whole file, whose header is read.</summary>
    /// <param name="readsLineByLine">A line end always ends the row, also inside quotes: for files with a stray quote.</param>
    /// <exception cref="FileRefusedException">It lacks a column, or is not text.</exception>
    public CsvRows(InputStream stream, string file, IReadOnlyList<CsvColumn> columns, bool readsLineByLine)
    {
        _readsLineByLine = readsLineByLine;
        var separator = Separator.In(stream.Ahead, columns);
        _reader = CsvReader.Create(stream, WithQuotes(separator) with { AllowLineBreaksInQuotes = !readsLineByLine });
        try
        {
            _shape = CsvShape.Read(_reader, file, separator, columns);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }

        _indexes = _shape.Indexes;
    }

    /// <summary>The rows of a file from some line on.</summary>
    /// <param name="line">Its 1-based number.</param>
    public CsvRows(InputStream stream, CsvShape shape, long line)
    {
        (_shape, _indexes, _linesBefore) = (shape, shape.Indexes, line - 1);
        _reader = CsvReader.Create(stream, WithQuotes(shape.Separator) with { HasHeader = false });
    }

    /// <summary>The rows of a block of a file that is UTF-8 and has no quote. One at the start of the file has the header.</summary>
    public CsvRows(ReadOnlyMemory<byte> block, CsvShape shape, FilePosition place)
    {
        (_shape, _indexes, _linesBefore, _isUtf8) = (shape, shape.Indexes, place.Line - 1, true);
        _reader = CsvReader.Create(block, Options with { Separator = shape.Separator, HasHeader = place == FilePosition.Start });
    }

    /// <summary>The file they are of.</summary>
    public CsvShape Shape => _shape;

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Whether the quotes of the row make no sense, so that its fields cannot be trusted.</summary>
    public bool IsMalformed =>
        _malformed is CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote;

    /// <summary>Whether a header was read, though maybe not one that has the wanted columns.</summary>
    public bool HasHeader => _reader.Headers.Count > 0;

    /// <summary>The 1-based line on which the row starts.</summary>
    public long Line => _linesBefore + _reader.LineNumber;

    /// <summary>Goes to the next row that is not blank.</summary>
    /// <exception cref="UnbalancedQuoteException">A quote swallows lines.</exception>
    /// <exception cref="FileRefusedException">A wanted field is not UTF-8, or a row is too long.</exception>
    public bool Read()
    {
        while (TryRead())
        {
            if (_reader.FieldCount == 1 && _malformed is null && FieldText.Trim(_reader.GetSpan(0)).IsEmpty)
                continue;
            if (!_isUtf8 && !Utf8.IsValid(_reader.RawRecord))
                WantedFieldsMustBeUtf8();

            RowsRead++;
            return true;
        }

        return false;
    }

    /// <summary>Whether the row is long enough to have a field in a wanted column: an empty one is given, a missing one is not.</summary>
    public bool HasField(int column) => _indexes[column] < _reader.FieldCount;

    /// <summary>The field in a wanted column, without blanks and other invisible characters around it; empty when the row is too short.</summary>
    public ReadOnlySpan<byte> Field(int column)
    {
        // A field nearly always starts and ends with a letter or a digit. Then there is nothing to remove.
        var raw = _reader.GetRawSpan(_indexes[column]);
        return !raw.IsEmpty && FieldText.IsPlain(raw[0]) && FieldText.IsPlain(raw[^1]) ? raw : FieldText.Trim(_reader.GetSpan(_indexes[column]));
    }

    /// <summary>Whether the field in a wanted column is what the row says: also in a malformed row, if no quote comes before its end.</summary>
    public bool CanTrust(int column)
    {
        if (!IsMalformed)
            return true;
        var raw = _reader.GetRawSpan(_indexes[column]);
        return _reader.RawRecord.Overlaps(raw, out var start) && start >= 0 && !_reader.RawRecord[..(start + raw.Length)].Contains((byte)'"');
    }

    /// <summary>The row as rejected for what stands in one column.</summary>
    public RejectedRow Reject(int column, string reason) => RejectedRow.Of(_shape.File, Line, _shape.Columns[column].Name, Field(column), reason);

    /// <summary>The row as rejected for its quotes.</summary>
    public RejectedRow RejectMalformed() =>
        RejectedRow.Of(_shape.File, Line, "row", _reader.RawRecord, "has a quote that does not end where a field can");

    public void Dispose() => _reader.Dispose();

    private CsvReaderOptions WithQuotes(char separator) =>
        Options with { Separator = separator, OnMalformedRecord = record => _malformed = record.Reason };

    private void WantedFieldsMustBeUtf8()
    {
        for (var column = 0; column < _indexes.Length; column++)
        {
            if (!Utf8.IsValid(_reader.GetRawSpan(_indexes[column])))
            {
                throw new FileRefusedException(
                    _shape.File,
                    $"it is not text: {_shape.Columns[column].Name} on line {Line} has bytes that are not UTF-8; save the file as CSV UTF-8");
            }
        }
    }

    private bool TryRead()
    {
        _malformed = null;
        bool isOnRow;
        try
        {
            isOnRow = _reader.Read();
        }
        catch (CsvFormatException) when (!_readsLineByLine)
        {
            throw new UnbalancedQuoteException(Line);
        }
        catch (CsvFormatException)
        {
            throw new FileRefusedException(_shape.File, $"the line after line {Line} is longer than {LongestRecord} bytes");
        }

        if (isOnRow && IsMalformed && !_readsLineByLine && _reader.RawRecord.ContainsAny((byte)'\n', (byte)'\r'))
            throw new UnbalancedQuoteException(Line);
        return isOnRow;
    }
}
