using System.Globalization;
using System.Runtime.ExceptionServices;
using NodaTime;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The <c>ingest</c> verb, also run for a verb that finds the database empty.</summary>
internal sealed class IngestCommand(IFacts facts, string dataFolder, string reportsFolder, IClock clock)
{
    private const string HowToLoad = "put your CSVs there and start again, or load them with the ingest verb";

    /// <summary>Loads the data folder and prints the outcome of each file.</summary>
    public void Run(TextWriter results, TextWriter diagnostics, CancellationToken cancel) =>
        Run(IngestRequest.DataFolder, results, diagnostics, cancel);

    /// <summary>Loads the requested files and prints the outcome of each.</summary>
    /// <param name="results">Receives the counts and the rejected rows.</param>
    /// <param name="diagnostics">Receives the warnings and the progress.</param>
    public void Run(IngestRequest request, TextWriter results, TextWriter diagnostics, CancellationToken cancel) =>
        Run(request, request.FilesIn(dataFolder), results, diagnostics, cancel);

    private void Run(
        IngestRequest request, InputFiles files, TextWriter results, TextWriter diagnostics, CancellationToken cancel)
    {
        var ingester = new Ingester(facts, reportsFolder, clock, request.EffectiveFrom);
        try
        {
            var summary = ConsoleProgress.Run(diagnostics, progress => ingester.Ingest(files, request.Limit, progress, cancel));
            Show(summary, results, diagnostics);
        }
        catch (PartlyIngestedException partly)
        {
            Show(partly.Stored, results, diagnostics);
            ExceptionDispatchInfo.Throw(partly.InnerException!);
        }
    }

    private static void Show(IngestSummary summary, TextWriter results, TextWriter diagnostics)
    {
        foreach (var warning in summary.Warnings)
            diagnostics.WriteLine($"warning: {warning}");
        var stored = string.Join(", ", summary.Files.Select(file => file.File));
        WorkDone.Write(
            results, diagnostics, $"{(stored.Length == 0 ? "nothing" : stored)} is stored", output => WriteSummary(summary, output));
    }

    private static void WriteSummary(IngestSummary summary, TextWriter results)
    {
        foreach (var file in summary.Files)
            results.WriteLine(Line(file));
        foreach (var line in summary.Files.SelectMany(file => file.Kept.Lines))
            results.WriteLine(line);
        foreach (var note in summary.Notes)
            results.WriteLine(note);
        foreach (var row in summary.Rejected)
            results.WriteLine(row);
        if (summary.RejectedListPath is { } path)
            results.WriteLine($"all rejected rows: {path}");
    }

    /// <summary>Ingests, with a message, if the database was never loaded and the data folder has polls.</summary>
    public void RunIfEmpty(TextWriter diagnostics, CancellationToken cancel)
    {
        if (!WasLoaded() && InputFiles.ExistIn(dataFolder))
            RunForEmpty(diagnostics, cancel);
    }

    /// <summary>
    /// Ingests, with a message, if a file of the data folder differs from what was last ingested. A removed file changes nothing.
    /// </summary>
    public void RunIfChanged(TextWriter diagnostics, CancellationToken cancel)
    {
        if (!InputFiles.ExistIn(dataFolder))
        {
            if (!WasLoaded())
                diagnostics.WriteLine(
                    $"warning: the database {facts.Name} is empty, "
                    + $"and there is no {InputFiles.StatusName} in {dataFolder}: {HowToLoad}");
            return;
        }

        if (!WasLoaded())
        {
            RunForEmpty(diagnostics, cancel);
            return;
        }

        var files = InputFiles.FindIn(dataFolder);
        var changed = ChangedIn(files);
        if (changed.Count == 0)
            return;

        var names = string.Join(", ", changed.Select(file => Path.GetFileName(file.Path)));
        diagnostics.WriteLine($"{names}: new or changed since the last ingest: ingesting {dataFolder}");
        Run(IngestRequest.DataFolder, files with { Files = changed }, diagnostics, diagnostics, cancel);
    }

    private void RunForEmpty(TextWriter diagnostics, CancellationToken cancel)
    {
        diagnostics.WriteLine($"the database {facts.Name} is empty: ingesting {dataFolder}");
        Run(diagnostics, diagnostics, cancel);
    }

    private bool WasLoaded()
    {
        using var reader = facts.OpenReader();
        return reader.HasIngestedFiles();
    }

    // A file that has not changed is not loaded again: it may have been loaded with a first date that it does not name itself.
    private List<InputFile> ChangedIn(InputFiles files)
    {
        using var reader = facts.OpenReader();
        return [.. files.Files.Where(file => !reader.IsIngested(FileStamp.Of(file.Path)))];
    }

    private static string Line(FileSummary file) => string.Create(
        CultureInfo.InvariantCulture,
        $"{file.File}: read {file.Read}, stored {file.Written.Stored}, unchanged {file.Written.Unchanged}, "
        + $"replaced {file.Written.Replaced}, removed {file.Written.Removed}, kept {file.Kept.Count}, "
        + $"rejected {file.Rejected}, seconds {file.Elapsed.TotalSeconds:0.00}");
}
