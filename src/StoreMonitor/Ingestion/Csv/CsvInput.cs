namespace StoreMonitor.Ingestion.Csv;

/// <summary>An input file whose header is read. Its rows can be read one by one, or in batches on several threads.</summary>
internal sealed class CsvInput : IDisposable
{
    // The batch size of the single-threaded reader, in rows. Chosen.
    private const int RowsPerBatch = 1 << 12;

#if DEBUG
    // Zero, so that the tests exercise the parallel reader.
    private const int MinParallelLength = 0;
#else
    // A smaller file is read before the threads have started. Chosen.
    private const int MinParallelLength = 1 << 20;
#endif

    private readonly string _path;
    private readonly bool _readsLineByLine;
    private readonly bool _isPlain;
    private readonly ForwardProgress _progress;
    private readonly CancellationToken _cancel;
    private readonly (long Length, DateTime Written) _opened;
    private long _rowsInBlocks;

    /// <param name="path">The path of the file.</param>
    /// <param name="columns">The wanted columns; <see cref="CsvRows.Field"/> takes their index.</param>
    /// <param name="readsLineByLine">Whether a line end always ends the row, even inside quotes: for files with a stray quote.</param>
    /// <param name="progress">Receives a report for every buffer read.</param>
    /// <exception cref="FileRefusedException">The file lacks a column, or is not text.</exception>
    public CsvInput(
        string path, IReadOnlyList<CsvColumn> columns, bool readsLineByLine, IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        (_path, _readsLineByLine, _progress, _cancel) = (path, readsLineByLine, new ForwardProgress(progress), cancel);
        _opened = LengthAndWriteTime();
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

    /// <summary>The printable name of the file, without its folder.</summary>
    public string FileName => InputFiles.NameOf(_path);

    /// <summary>The (compressed) length of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead => _rowsInBlocks + Rows.RowsRead;

    /// <summary>The rows, one by one.</summary>
    public CsvRows Rows { get; private set; }

    /// <summary>Reads all rows in batches.</summary>
    /// <param name="newBatch">Creates an empty batch; batches are filled on several threads.</param>
    /// <param name="take">Consumes and empties a batch, on the calling thread and in file order.</param>
    /// <exception cref="UnbalancedQuoteException">An unbalanced quote swallows lines.</exception>
    public void ReadBatches<TBatch>(Func<TBatch> newBatch, Action<TBatch> take)
        where TBatch : ICsvBatch
    {
        if (ReadBlocks(newBatch, take) is { } rest)
            ReadRest(rest, newBatch(), take);
    }

    /// <summary>Verifies that the file did not change, because it is opened several times while others may write to it.</summary>
    /// <exception cref="FileRefusedException">The file was written to, replaced or removed since it was first opened.</exception>
    public void EnsureUnchanged()
    {
        if (LengthAndWriteTime() != _opened)
            throw new FileRefusedException(FileName, "it changed while it was read");
    }

    public void Dispose() => Rows.Dispose();

    // Returns the position of the unread rest; null if there is none.
    private FilePosition? ReadBlocks<TBatch>(Func<TBatch> newBatch, Action<TBatch> take)
        where TBatch : ICsvBatch
    {
        if (_readsLineByLine || !_isPlain || Length < MinParallelLength)
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
            ResumeFrom(start);

        bool hasMore;
        do
        {
            hasMore = batch.Fill(Rows, RowsPerBatch);
            take(batch);
        }
        while (hasMore);
    }

    // It resumes one byte earlier, at the line end, because the reader would drop a byte order mark at the start of its stream.
    private void ResumeFrom(FilePosition position)
    {
        Rows.Dispose();
        Rows = new CsvRows(OpenAt(position.Position - 1), Rows.Shape, position.Line - 1);
    }

    private (long, DateTime) LengthAndWriteTime() =>
        new FileInfo(_path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : default;

    private InputStream OpenAt(long start) => new(_path, start, _progress, _cancel);

    // The first block repeats the bytes that were read for the header.
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
