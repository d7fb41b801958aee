using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Formats;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Stores;

namespace StoreMonitor.Ingestion;

/// <summary>Loads input files, each in one transaction, so that a crash leaves all of a file or nothing of it.</summary>
internal sealed class Ingester(Database database, string reportsFolder, IClock clock)
{
    private string ScratchFolder => Path.GetDirectoryName(Path.GetFullPath(database.Path))!;

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
        using var connection = database.OpenForIntake();
        using var rejected = new RejectedRows(reportsFolder, now);
        var summaries = new List<FileSummary>();
        foreach (var (path, format) in loads)
        {
            var savepoint = rejected.SetSavepoint();
            try
            {
                summaries.Add(Load(connection, path, format, limit, rejected, progress, cancel));
            }
            catch (FileRefusedException refusal) when (refusal.IsForRejectedRows)
            {
                throw new PartlyIngestedException(Finish(connection, files, summaries, rejected), refusal);
            }
            catch (Exception failure) when (summaries.Count > 0)
            {
                // The files stored before stay stored, and the summary lists them. Nothing of the failed file is stored.
                rejected.RollBackTo(savepoint);
                throw new PartlyIngestedException(Finish(connection, files, summaries, rejected), failure);
            }
        }

        return WithMatches(Finish(connection, files, summaries, rejected), StoreMatches.In(connection));
    }

    private List<(string Path, ICsvFormat Format)> LoadsOf(InputFiles files, Instant now)
    {
        var loads = new List<(string Path, ICsvFormat Format)>();
        if (files.Zones is { } zones)
            loads.Add((zones, new ZoneCsv()));
        if (files.Hours is { } hours)
            loads.Add((hours, new BusinessHoursCsv()));
        if (files.Status is { } status)
            loads.Add((status, new PollCsv(now, ScratchFolder)));
        return loads;
    }

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

    private IngestSummary Finish(
        SqliteConnection connection, InputFiles files, List<FileSummary> summaries, RejectedRows rejected)
    {
        database.Acknowledge(connection);
        rejected.Commit();
        return new IngestSummary(summaries, rejected.First, rejected.ListPath, [], files.Warnings);
    }

    private static IngestSummary WithMatches(IngestSummary summary, StoreMatches stores) =>
        summary with { Notes = [.. JoinText.Notes(stores)], Warnings = [.. summary.Warnings, .. JoinText.Warnings(stores)] };

    private FileSummary Load(
        SqliteConnection connection, string path, ICsvFormat format, RejectionLimit limit, RejectedRows rejected,
        IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        var savepoint = rejected.SetSavepoint();
        try
        {
            return LoadOnce(connection, path, format, limit, rejected, readsLineByLine: false, progress, cancel);
        }
        catch (UnbalancedQuoteException)
        {
            // A stray quote has swallowed rows. Reading line by line loses only the row with the quote, but no field may then span lines.
            rejected.RollBackTo(savepoint);
            return LoadOnce(connection, path, format, limit, rejected, readsLineByLine: true, progress, cancel);
        }
        catch (SqliteException failure) when (WriteFailure.Behind(failure, database.Path) is { } behind)
        {
            throw behind;
        }
    }

    private static FileSummary LoadOnce(
        SqliteConnection connection, string path, ICsvFormat format, RejectionLimit limit, RejectedRows rejected, bool readsLineByLine,
        IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var rejectedBefore = rejected.Count;
        var stamp = FileStamp.Of(path);
        using var input = new CsvInput(path, format.Columns, readsLineByLine, progress, cancel);
        using var keys = new StoreKeys(connection);
        using var facts = format.Read(input, keys, rejected, cancel);
        input.EnsureUnchanged();
        if (limit.ProblemWith(input.RowsRead, rejected.Count - rejectedBefore) is { } problem)
            throw new FileRefusedException(input.FileName, problem) { IsForRejectedRows = true };

        // The transaction holds the write lock from here on, so all long-running work that writes nothing comes before it.
        using var transaction = connection.BeginTransaction();
        var changesBefore = FactsMetadata.ChangesOf(connection);
        keys.Settle();
        var written = facts.Write(connection, transaction, cancel);
        FactsMetadata.AdvanceVersionIfChanged(connection, changesBefore);

        // This follows the version, which counts changed rows, because re-reading a file is not a new fact.
        IngestedFiles.Record(connection, stamp);
        transaction.Commit();
        return new FileSummary(
            input.FileName, input.RowsRead, written, facts.Kept, rejected.Count - rejectedBefore, Stopwatch.GetElapsedTime(started));
    }

    private sealed class Silence : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value)
        {
        }
    }
}
