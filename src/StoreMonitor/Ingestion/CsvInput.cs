using CsvHelper;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>A column that a file must have, and the other names it goes by.</summary>
internal sealed record CsvColumn(string Name, params string[] OtherNames);

/// <summary>An input file as rows of the wanted columns, whatever their order and however they are quoted.</summary>
/// <remarks>A hot path: fields are spans into the reader's buffer, valid until the next row.</remarks>
internal sealed class CsvInput : IDisposable
{
    // A row is some 80 bytes; one this long is a quote that was never closed. Chosen.
    private const int LongestRecord = 1 << 20;
    private const int MaxHeadersShown = 20;

    private readonly string _path;
    private readonly CsvReader _reader;
    private readonly int[] _indexes;
    private readonly IReadOnlyList<CsvColumn> _columns;
    private readonly bool _readsLineByLine;
    private CsvMalformedReason? _malformed;

    /// <param name="path">The file.</param>
    /// <param name="columns">The columns wanted; <see cref="Field"/> counts them in this order.</param>
    /// <param name="readsLineByLine">A line end always ends the row, also inside quotes: for files with a stray quote.</param>
    /// <param name="progress">Hears of every buffer read.</param>
    /// <exception cref="FileRefusedException">It lacks a column, or is not text.</exception>
    public CsvInput(
        string path, IReadOnlyList<CsvColumn> columns, bool readsLineByLine, IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        _path = path;
        _columns = columns;
        _readsLineByLine = readsLineByLine;
        var stream = new InputStream(path, progress, cancel);
        Length = stream.Length;
        _reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRecord,
            AllowLineBreaksInQuotes = !readsLineByLine,
            OnMalformedRecord = record => _malformed = record.Reason,
        });

        try
        {
            _indexes = FindColumns();
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>The name of the file, without its folder.</summary>
    public string FileName => Path.GetFileName(_path);

    /// <summary>The length of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead { get; private set; }

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
    public ReadOnlySpan<byte> Field(int column) => _reader.GetSpan(_indexes[column]);

    /// <summary>Whether the quotes of the row make no sense, so that its fields cannot be trusted.</summary>
    public bool IsMalformed =>
        _malformed is CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote;

    /// <summary>The row as rejected for what stands in one column.</summary>
    public RejectedRow Reject(int column, string reason) =>
        RejectedRow.Of(FileName, _reader.LineNumber, _columns[column].Name, Field(column), reason);

    /// <summary>The row as rejected for its quotes.</summary>
    public RejectedRow RejectMalformed() =>
        RejectedRow.Of(FileName, _reader.LineNumber, "row", _reader.RawRecord, "has a quote that does not end where a field can");

    public void Dispose() => _reader.Dispose();

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
            throw new UnbalancedQuoteException(_reader.LineNumber);
        }
        catch (CsvFormatException)
        {
            throw new FileRefusedException(FileName, $"the line after line {_reader.LineNumber} is longer than {LongestRecord} bytes");
        }

        if (isOnRow && IsMalformed && !_readsLineByLine && _reader.RawRecord.ContainsAny((byte)'\n', (byte)'\r'))
            throw new UnbalancedQuoteException(_reader.LineNumber);
        return isOnRow;
    }

    private int[] FindColumns()
    {
        try
        {
            _reader.ReadHeader();
        }
        catch (CsvFormatException)
        {
            throw new FileRefusedException(FileName, $"its header is longer than {LongestRecord} bytes; wanted are {Names(_columns.Select(c => c.Name))}");
        }

        var indexes = _columns.Select(IndexOf).ToArray();
        if (!indexes.Contains(-1))
            return indexes;

        var missing = _columns.Where((_, column) => indexes[column] < 0).Select(column => column.Name);
        throw new FileRefusedException(
            FileName,
            $"the header lacks {Names(missing)}: found {Names(_reader.Headers.Take(MaxHeadersShown))}, wanted {Names(_columns.Select(c => c.Name))}");
    }

    private int IndexOf(CsvColumn column)
    {
        foreach (var name in column.OtherNames.Prepend(column.Name))
        {
            if (_reader.TryGetFieldIndex(name, out var index))
                return index;
        }

        return -1;
    }

    private static string Names(IEnumerable<string> names)
    {
        var shown = string.Join(", ", names.Select(name => $"'{ShownText.Of(name)}'"));
        return shown.Length == 0 ? "no columns" : shown;
    }
}
