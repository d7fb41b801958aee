using System.Diagnostics;
using System.Runtime.ExceptionServices;
using NodaTime;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Formats;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>Loads input files, each in one transaction, so that a crash leaves all of a file or nothing of it.</summary>
/// <param name="effectiveFrom">
/// The first date of the weeks and zones whose rows give none (rule R19); <c>null</c> if they are undated.
/// </param>
internal sealed class Ingester(IFacts facts, string reportsFolder, IClock clock, LocalDate? effectiveFrom = null)
{
    /// <summary>Ingests a data folder, with no limit on rejected rows.</summary>
    /// <exception cref="FileNotFoundException">There is no status file.</exception>
    public IngestSummary Ingest(string dataFolder, IProgress<IngestProgress> progress, CancellationToken cancel) =>
        Ingest(InputFiles.FindIn(dataFolder), RejectionLimit.None, progress, cancel);

    /// <exception cref="FileRefusedException">
    /// A file lacks a column, is not text, or changes while it is read; nothing of it is stored.
    /// </exception>
    /// <exception cref="FilesRefusedException">The same for several files; nothing is stored.</exception>
    /// <exception cref="OperationCanceledException">Nothing of the file in progress is stored.</exception>
    /// <exception cref="PartlyIngestedException">
    /// A file failed because of its rejected rows, or after others were stored. The inner exception is the cause.
    /// </exception>
    public IngestSummary Ingest(InputFiles files, RejectionLimit limit, IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        var loads = LoadsOf(files, now);
        CheckHeaders(loads, cancel);

        RejectedRows.RemoveLeftBehind(reportsFolder);
        using var writer = facts.OpenWriter();
        using var rejected = new RejectedRows(reportsFolder, now);
        var summaries = new List<FileSummary>();
        foreach (var (path, format) in loads)
        {
            var savepoint = rejected.SetSavepoint();
            try
            {
                summaries.Add(Load(writer, path, format, limit, rejected, progress, cancel));
            }
            catch (FileRefusedException refusal) when (refusal.IsForRejectedRows)
            {
                throw new PartlyIngestedException(Finish(writer, files, summaries, rejected), refusal);
            }
            catch (Exception failure) when (summaries.Count > 0)
            {
                // The files stored before stay stored, and the summary lists them. Nothing of the failed file is stored.
                rejected.RollBackTo(savepoint);
                throw new PartlyIngestedException(Finish(writer, files, summaries, rejected), failure);
            }
        }

        return WithMatches(Finish(writer, files, summaries, rejected), writer.CountMatches());
    }

    private List<(string Path, ICsvFormat Format)> LoadsOf(InputFiles files, Instant now) =>
        [.. files.Files.Select(file => (file.Path, FormatOf(file.Kind, now)))];

    private ICsvFormat FormatOf(InputKind kind, Instant now) => kind switch
    {
        InputKind.Zones => new ZoneCsv(effectiveFrom),
        InputKind.Hours => new BusinessHoursCsv(effectiveFrom),
        InputKind.Stores => new StoresCsv(),
        InputKind.Groups => new GroupsCsv(),
        InputKind.SpecialHours => new SpecialHoursCsv(),
        InputKind.Closures => new ClosuresCsv(),
        InputKind.Status => new PollCsv(now, facts.ScratchFolder),
    };

    // All headers are checked first, so that nothing is stored if a file will be refused, and one run reports all errors.
    private static void CheckHeaders(List<(string Path, ICsvFormat Format)> loads, CancellationToken cancel)
    {
        var refusals = new List<FileRefusedException>();
        foreach (var (path, format) in loads)
        {
            try
            {
                new CsvInput(path, format.Columns, readsLineByLine: false, new Silence(), cancel).Dispose();
            }
            catch (FileRefusedException refusal)
            {
                refusals.Add(refusal);
            }
        }

        if (refusals.Count > 1)
            throw new FilesRefusedException(refusals);
        if (refusals.Count == 1)
            ExceptionDispatchInfo.Throw(refusals[0]);
    }

    private static IngestSummary Finish(
        IFactsWriter writer, InputFiles files, List<FileSummary> summaries, RejectedRows rejected)
    {
        writer.Acknowledge();
        rejected.Commit();
        return new IngestSummary(summaries, rejected.First, rejected.ListPath, [], files.Warnings);
    }

    private static IngestSummary WithMatches(IngestSummary summary, StoreMatches stores) =>
        summary with { Notes = [.. JoinText.Notes(stores)], Warnings = [.. summary.Warnings, .. JoinText.Warnings(stores)] };

    private FileSummary Load(
        IFactsWriter writer, string path, ICsvFormat format, RejectionLimit limit, RejectedRows rejected,
        IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        var savepoint = rejected.SetSavepoint();
        try
        {
            return LoadOnce(writer, path, format, limit, rejected, readsLineByLine: false, progress, cancel);
        }
        catch (UnbalancedQuoteException)
        {
            // A stray quote has swallowed rows. Reading line by line loses only the row with the quote, but no field may then span lines.
            rejected.RollBackTo(savepoint);
            return LoadOnce(writer, path, format, limit, rejected, readsLineByLine: true, progress, cancel);
        }
        catch (Exception failure) when (writer.CauseOf(failure) is { } cause)
        {
            throw cause;
        }
    }

    private FileSummary LoadOnce(
        IFactsWriter writer, string path, ICsvFormat format, RejectionLimit limit, RejectedRows rejected, bool readsLineByLine,
        IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var rejectedBefore = rejected.Count;
        var stamp = FileStamp.Of(path);
        using var input = new CsvInput(path, format.Columns, readsLineByLine, progress, cancel);
        var keys = writer.ReadKeys();
        using var read = format.Read(input, keys, rejected, cancel);
        input.EnsureUnchanged();
        if (limit.ProblemWith(input.RowsRead, rejected.Count - rejectedBefore) is { } problem)
            throw new FileRefusedException(input.FileName, problem) { IsForRejectedRows = true };

        // The transaction holds the write lock from here on, so all long-running work that writes nothing comes before it.
        using var transaction = writer.Begin(keys, OriginOf(input.FileName));
        var written = read.Write(transaction, cancel);
        transaction.Commit(stamp);
        return new FileSummary(
            input.FileName, input.RowsRead, written, read.Kept, rejected.Count - rejectedBefore, Stopwatch.GetElapsedTime(started));
    }

    private ChangeOrigin OriginOf(string file) => new(clock.GetCurrentInstant(), UserName(), $"ingest {file}");

    // A process in a container may run as a user without a name.
    private static string UserName() => Environment.UserName is { Length: > 0 } name ? name : "unknown user";

    private sealed class Silence : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value)
        {
        }
    }
}
