namespace StoreMonitor.Ingestion.Csv;

/// <summary>An input file: its header is read, and its rows can be, either one after the other or in batches by several threads.</summary>
internal sealed class CsvInput : IDisposable
{
    // How many rows make a batch where one thread reads them. Chosen.
    private const int RowsPerBatch = 1 << 12;

#if DEBUG
    // None, so that the tests are about how large files are read.
    private const int SmallestForThreads = 0;
#else
    // Smaller ones are read before the threads have started. Chosen.
    private const int SmallestForThreads = 1 << 20;
#endif

    private readonly string _path;
    private readonly bool _readsLineByLine;
    private readonly bool _isPlain;
    private readonly ForwardProgress _progress;
    private readonly CancellationToken _cancel;
    private readonly (long Length, DateTime Written) _opened;
    private long _rowsInBlocks;

    /// <param name="path">The file.</param>
    /// <param name="columns">The columns wanted; <see cref="CsvRows.Field"/> counts them in this order.</param>
    /// <param name="readsLineByLine">A line end always ends the row, also inside quotes: for files with a stray quote.</param>
    /// <param name="progress">Hears of every buffer read.</param>
    /// <exception cref="FileRefusedException">It lacks a column, or is not text.</exception>
    public CsvInput(
        string path, IReadOnlyList<CsvColumn> columns, bool readsLineByLine, IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        (_path, _readsLineByLine, _progress, _cancel) = (path, readsLineByLine, new ForwardProgress(progress), cancel);
        _opened = LengthAndTime();
        var stream = OpenAt(0);
        (Length, _isPlain) = (stream.Length, stream.IsPlain);
        try
        {
            Rows = new CsvRows(stream, FileName, columns, readsLineByLine);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The name of the file, without its folder, fit to be shown.</summary>
    public string FileName => InputFiles.NameOf(_path);

    /// <summary>The length of the file in bytes, compressed if it is.</summary>
    public long Length { get; }

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead => _rowsInBlocks + Rows.RowsRead;

    /// <summary>The rows, one after the other.</summary>
    public CsvRows Rows { get; private set; }

    /// <summary>Reads all rows, a batch at a time.</summary>
    /// <param name="newBatch">Makes an empty batch; batches are filled on several threads.</param>
    /// <param name="take">Takes what is in a batch and leaves it empty; in the order of the file and on this thread.</param>
    /// <exception cref="UnbalancedQuoteException">A quote swallows lines.</exception>
    public void ReadBatches<TBatch>(Func<TBatch> newBatch, Action<TBatch> take)
        where TBatch : ICsvBatch
    {
        if (ReadBlocks(newBatch, take) is { } rest)
            ReadRest(rest, newBatch(), take);
    }

    /// <summary>Makes sure that what was read is one file: it is opened more than once, and what reads it is not what writes it.</summary>
    /// <exception cref="FileRefusedException">It was written to, replaced or removed since it was first opened.</exception>
    public void MustBeUnchanged()
    {
        if (LengthAndTime() != _opened)
            throw new FileRefusedException(FileName, "it changed while it was read");
    }

    public void Dispose() => Rows.Dispose();

    // Answers with where the rest starts; null when there is none.
    private FilePosition? ReadBlocks<TBatch>(Func<TBatch> newBatch, Action<TBatch> take)
        where TBatch : ICsvBatch
    {
        if (_readsLineByLine || !_isPlain || Length < SmallestForThreads)
            return FilePosition.Start;

        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        return new CsvBlocks<TBatch>(file, Rows.Shape, newBatch).Read(block =>
        {
            _cancel.ThrowIfCancellationRequested();
            take(block.Batch);
            _rowsInBlocks += block.RowsRead;
            _progress.Report(new IngestProgress(FileName, block.End.Position, Length));
        });
    }

    private void ReadRest<TBatch>(FilePosition start, TBatch batch, Action<TBatch> take)
        where TBatch : ICsvBatch
    {
        if (start != FilePosition.Start)
            GoOnFrom(start);

        bool hasMore;
        do
        {
            hasMore = batch.Fill(Rows, RowsPerBatch);
            take(batch);
        }
        while (hasMore);
    }

    // From the line end before, because the reader takes a byte order mark at the start of a stream for that of a file.
    private void GoOnFrom(FilePosition place)
    {
        Rows.Dispose();
        Rows = new CsvRows(OpenAt(place.Position - 1), Rows.Shape, place.Line - 1);
    }

    private (long, DateTime) LengthAndTime() => new FileInfo(_path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : default;

    private InputStream OpenAt(long start) => new(_path, start, _progress, _cancel);

    // What was read for the header is read again with the first block.
    private sealed class ForwardProgress(IProgress<IngestProgress> progress) : IProgress<IngestProgress>
    {
        private long _furthest;

        public void Report(IngestProgress value)
        {
            if (value.BytesRead < _furthest)
                return;

            _furthest = value.BytesRead;
            progress.Report(value);
        }
    }
}
