using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>What became of one file.</summary>
internal sealed record FileSummary(string File, long Read, WriteCounts Written, long Rejected, TimeSpan Elapsed);

/// <summary>What became of all files of a data folder.</summary>
/// <param name="Files">In the order they were loaded.</param>
/// <param name="Rejected">The first rejected rows.</param>
/// <param name="RejectedListPath">The list of all of them; <c>null</c> when there are none.</param>
/// <param name="Warnings">About files that are missing or passed over.</param>
internal sealed record IngestSummary(
    IReadOnlyList<FileSummary> Files, IReadOnlyList<RejectedRow> Rejected, string? RejectedListPath, IReadOnlyList<string> Warnings);

/// <summary>Loads the CSVs of a data folder: one transaction for each file, so that a crash leaves all of it or none.</summary>
internal sealed class Ingester(Database database, string reportsFolder, IClock clock)
{
    private string ScratchFolder => Path.GetDirectoryName(Path.GetFullPath(database.Path))!;

    /// <exception cref="FileNotFoundException">There is no status file.</exception>
    /// <exception cref="FileRefusedException">A file lacks a column, is not text, or changes meanwhile; nothing of it is stored.</exception>
    /// <exception cref="OperationCanceledException">Nothing of the file under way is stored.</exception>
    /// <exception cref="PartlyIngestedException">A file failed after others were stored; why is inside.</exception>
    public IngestSummary Ingest(string dataFolder, IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        var files = InputFiles.FindIn(dataFolder);
        var now = clock.GetCurrentInstant();
        var loads = new List<(string Path, ICsvFormat Format)>();
        if (files.Zones is { } zones)
            loads.Add((zones, new ZoneCsv()));
        if (files.Hours is { } hours)
            loads.Add((hours, new BusinessHoursCsv()));
        loads.Add((files.Status, new PollCsv(now, ScratchFolder)));

        // All headers first: a file that will be refused is better known before the others are stored.
        foreach (var (path, format) in loads)
            new CsvInput(path, format.Columns, readsLineByLine: false, new Silence(), cancel).Dispose();

        RejectedRows.RemoveLeftBehind(reportsFolder);
        using var connection = database.OpenForIntake();
        using var rejected = new RejectedRows(reportsFolder, now);
        var summaries = new List<FileSummary>();
        foreach (var (path, format) in loads)
        {
            var before = rejected.Here();
            try
            {
                summaries.Add(Load(connection, path, format, rejected, progress, cancel));
            }
            catch (Exception failure) when (summaries.Count > 0)
            {
                // What is stored stays stored, and is told; of the file that failed, nothing is.
                rejected.ForgetSince(before);
                throw new PartlyIngestedException(Finish(connection, files, summaries, rejected), failure);
            }
        }

        return Finish(connection, files, summaries, rejected);
    }

    private static IngestSummary Finish(
        SqliteConnection connection, InputFiles files, List<FileSummary> summaries, RejectedRows rejected)
    {
        Database.EmptyLog(connection);
        rejected.Commit();
        return new IngestSummary(summaries, rejected.First, rejected.ListPath, files.Warnings);
    }

    private FileSummary Load(
        SqliteConnection connection, string path, ICsvFormat format, RejectedRows rejected, IProgress<IngestProgress> progress,
        CancellationToken cancel)
    {
        var before = rejected.Here();
        try
        {
            return LoadOnce(connection, path, format, rejected, readsLineByLine: false, progress, cancel);
        }
        catch (UnbalancedQuoteException)
        {
            // A stray quote has swallowed rows. Line by line it costs its own row only; the price is that no field may span lines.
            rejected.ForgetSince(before);
            return LoadOnce(connection, path, format, rejected, readsLineByLine: true, progress, cancel);
        }
        catch (SqliteException failure) when (FileSizeLimit.Behind(failure, database.Path) is { } limit)
        {
            throw limit;
        }
    }

    private static FileSummary LoadOnce(
        SqliteConnection connection, string path, ICsvFormat format, RejectedRows rejected, bool readsLineByLine,
        IProgress<IngestProgress> progress, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var rejectedBefore = rejected.Count;
        var stamp = FileStamp.Of(path);
        using var input = new CsvInput(path, format.Columns, readsLineByLine, progress, cancel);
        using var keys = new StoreKeys(connection);
        using var facts = format.Read(input, keys, rejected, cancel);
        input.MustBeUnchanged();

        // Nobody else can write from here on, so everything that takes long without writing is done.
        using var transaction = connection.BeginTransaction();
        var changesBefore = FactsTable.ChangesOf(connection);
        keys.Settle();
        var written = facts.Write(connection, transaction, cancel);
        FactsTable.AdvanceVersionIfChanged(connection, changesBefore);

        // After the version, which counts changed rows: that a file was read again is no new fact.
        IngestedFiles.Record(connection, stamp);
        transaction.Commit();
        return new FileSummary(
            input.FileName, input.RowsRead, written, rejected.Count - rejectedBefore, Stopwatch.GetElapsedTime(started));
    }

    private sealed class Silence : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value)
        {
        }
    }
}
