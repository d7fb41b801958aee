using System.Text.Unicode;
using CsvHelper;
using StoreMonitor.Files;
using StoreMonitor.Ingestion.Rejected;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>The rows of an input file or of a block of it, as the wanted columns, whatever their order and quoting.</summary>
/// <remarks>A hot path: fields are spans into the reader's buffer and are valid until the next row.</remarks>
internal sealed class CsvRows : IDisposable
{
    // A row takes about 80 bytes; one of this length is an unclosed quote. Chosen.
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

    /// <summary>Reads a whole file, starting with its header.</summary>
    /// <param name="readsLineByLine">Whether a line end always ends the row, even inside quotes: for files with a stray quote.</param>
    /// <exception cref="FileRefusedException">The file lacks a column, or is not text.</exception>
    public CsvRows(InputStream stream, string file, IReadOnlyList<CsvColumn> columns, bool readsLineByLine)
    {
        _readsLineByLine = readsLineByLine;
        var separator = Separator.In(stream.Ahead, names => columns.Count(column => names.Exists(column.IsNamed)));
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

    /// <summary>Reads the rest of a file from a line on.</summary>
    /// <param name="line">The 1-based number of the line.</param>
    public CsvRows(InputStream stream, CsvShape shape, long line)
    {
        (_shape, _indexes, _linesBefore) = (shape, shape.Indexes, line - 1);
        _reader = CsvReader.Create(stream, WithQuotes(shape.Separator) with { HasHeader = false });
    }

    /// <summary>
    /// Reads a block of a file, which must be UTF-8 without quotes. A block at the start of the file includes the header.
    /// </summary>
    public CsvRows(ReadOnlyMemory<byte> block, CsvShape shape, FilePosition place)
    {
        (_shape, _indexes, _linesBefore, _isUtf8) = (shape, shape.Indexes, place.Line - 1, true);
        _reader = CsvReader.Create(block, Options with { Separator = shape.Separator, HasHeader = place == FilePosition.Start });
    }

    /// <summary>The name of the file.</summary>
    public CsvShape Shape => _shape;

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Whether the row has malformed quotes, so that its fields are unreliable.</summary>
    public bool IsMalformed =>
        _malformed is CsvMalformedReason.LineBreakInQuotes
            or CsvMalformedReason.UnterminatedQuote
            or CsvMalformedReason.TextAfterClosingQuote;

    /// <summary>Whether a header was read, which may still lack wanted columns.</summary>
    public bool HasHeader => _reader.Headers.Count > 0;

    /// <summary>The 1-based line on which the row starts.</summary>
    public long Line => _linesBefore + _reader.LineNumber;

    /// <summary>Advances to the next row that is not blank.</summary>
    /// <exception cref="UnbalancedQuoteException">An unbalanced quote swallows lines.</exception>
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

    /// <summary>Whether the file has an optional column.</summary>
    public bool HasColumn(int column) => _indexes[column] >= 0;

    /// <summary>Whether the row has a field in a wanted column. An empty field counts; a missing one does not.</summary>
    public bool HasField(int column) => _indexes[column] < _reader.FieldCount;

    /// <summary>The field in a wanted column, trimmed of blanks and invisible characters; empty if the row is too short.</summary>
    public ReadOnlySpan<byte> Field(int column)
    {
        // Most fields start and end with a letter or a digit and need no trimming.
        var raw = _reader.GetRawSpan(_indexes[column]);
        return !raw.IsEmpty && FieldText.IsPlain(raw[0]) && FieldText.IsPlain(raw[^1])
            ? raw
            : FieldText.Trim(_reader.GetSpan(_indexes[column]));
    }

    /// <summary>Whether the field in a wanted column is reliable. In a malformed row it is if no quote precedes its end.</summary>
    public bool CanTrust(int column)
    {
        if (!IsMalformed)
            return true;
        var raw = _reader.GetRawSpan(_indexes[column]);
        return _reader.RawRecord.Overlaps(raw, out var start)
            && start >= 0 && !_reader.RawRecord[..(start + raw.Length)].Contains((byte)'"');
    }

    /// <summary>The row, rejected because of the value in one column.</summary>
    public RejectedRow Reject(int column, string reason) =>
        RejectedRow.Of(_shape.File, Line, _shape.Columns[column].Name, Field(column), reason);

    /// <summary>The row, rejected because of its quotes.</summary>
    public RejectedRow RejectMalformed() =>
        RejectedRow.Of(_shape.File, Line, "row", _reader.RawRecord, "has a quote that is not closed where the field ends");

    public void Dispose() => _reader.Dispose();

    private CsvReaderOptions WithQuotes(char separator) =>
        Options with { Separator = separator, OnMalformedRecord = record => _malformed = record.Reason };

    private void WantedFieldsMustBeUtf8()
    {
        for (var column = 0; column < _indexes.Length; column++)
        {
            if (HasColumn(column) && !Utf8.IsValid(_reader.GetRawSpan(_indexes[column])))
            {
                throw new FileRefusedException(
                    _shape.File,
                    $"it is not text: {_shape.Columns[column].Name} on line {Line} has bytes that are not UTF-8; "
                    + "save the file as CSV UTF-8");
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
