using CsvHelper;

namespace StoreMonitor.Ingestion;

/// <summary>The rows of an input file, or of a stretch of it, as the wanted columns, whatever their order and however they are quoted.</summary>
/// <remarks>A hot path: fields are spans into the reader's buffer, valid until the next row.</remarks>
internal sealed class CsvRows : IDisposable
{
    // A row is some 80 bytes; one this long is a quote that was never closed. Chosen.
    public const int LongestRecord = 1 << 20;

    private const byte Quote = (byte)'"';

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        TrackLineNumbers = true,
        MaxRecordSize = LongestRecord,
    };

    private readonly CsvShape _shape;
    private readonly CsvReader _reader;
    private readonly int[] _indexes;
    private readonly bool _readsLineByLine;
    private readonly long _linesBefore;
    private CsvMalformedReason? _malformed;

    /// <summary>The rows of a whole file, whose header is read.</summary>
    /// <param name="readsLineByLine">A line end always ends the row, also inside quotes: for files with a stray quote.</param>
    /// <exception cref="FileRefusedException">It lacks a column, or is not text.</exception>
    public CsvRows(Stream stream, string file, IReadOnlyList<CsvColumn> columns, bool readsLineByLine)
    {
        _readsLineByLine = readsLineByLine;
        _reader = CsvReader.Create(stream, WithQuotes() with { AllowLineBreaksInQuotes = !readsLineByLine });
        try
        {
            _shape = CsvShape.Read(_reader, file, columns);
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
    public CsvRows(Stream stream, CsvShape shape, long line)
    {
        (_shape, _indexes, _linesBefore) = (shape, shape.Indexes, line - 1);
        _reader = CsvReader.Create(stream, WithQuotes() with { HasHeader = false });
    }

    /// <summary>The rows of a stretch of a file in which no byte is a quote. One at the start of the file has the header.</summary>
    public CsvRows(ReadOnlyMemory<byte> stretch, CsvShape shape, FilePlace place)
    {
        (_shape, _indexes, _linesBefore) = (shape, shape.Indexes, place.Line - 1);
        _reader = CsvReader.Create(stretch, Options with { HasHeader = place == FilePlace.Start });
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

    private long Line => _linesBefore + _reader.LineNumber;

    /// <summary>Goes to the next row that is not blank.</summary>
    /// <exception cref="UnbalancedQuoteException">A quote swallows lines.</exception>
    public bool Read()
    {
        while (TryRead())
        {
            if (_reader.FieldCount == 1 && _reader.GetSpan(0).IsEmpty && _malformed is null)
                continue;

            RowsRead++;
            return true;
        }

        return false;
    }

    /// <summary>The field in a wanted column, without blanks around it; empty when the row is too short.</summary>
    public ReadOnlySpan<byte> Field(int column)
    {
        // Only blanks and quotes need undoing, and they all come before the letters and digits that a field nearly always starts and ends with.
        var raw = _reader.GetRawSpan(_indexes[column]);
        return !raw.IsEmpty && raw[0] > Quote && raw[^1] > Quote ? raw : _reader.GetSpan(_indexes[column]);
    }

    /// <summary>The row as rejected for what stands in one column.</summary>
    public RejectedRow Reject(int column, string reason) => RejectedRow.Of(_shape.File, Line, _shape.Columns[column].Name, Field(column), reason);

    /// <summary>The row as rejected for its quotes.</summary>
    public RejectedRow RejectMalformed() =>
        RejectedRow.Of(_shape.File, Line, "row", _reader.RawRecord, "has a quote that does not end where a field can");

    public void Dispose() => _reader.Dispose();

    private CsvReaderOptions WithQuotes() => Options with { OnMalformedRecord = record => _malformed = record.Reason };

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
