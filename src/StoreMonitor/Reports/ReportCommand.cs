using System.Globalization;
using NodaTime;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Text;
using StoreMonitor.Files;
using StoreMonitor.Reports.Building;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Uptime;

namespace StoreMonitor.Reports;

/// <summary>The <c>report</c> verb: computes one report CSV without a server.</summary>
internal sealed class ReportCommand(IFacts facts, MonitorOptions options, IClock clock)
{
    private const string NameStart = "report-";

    // Chosen: over ten years, the business time of a thousand different weeks takes some tens of megabytes.
    private static readonly Duration LongestWindow = Duration.FromDays(3_660);

    private const ulong FnvOffset = 14_695_981_039_346_656_037;
    private const ulong FnvPrime = 1_099_511_628_211;

    /// <param name="output">
    /// The destination; <c>null</c> for a file in the reports folder that is named after the as-of instant and the options.
    /// </param>
    /// <param name="asOf">The as-of instant of the report; <c>null</c> for that of the settings (rule R13).</param>
    /// <param name="results">Receives the path of the file, if there is one.</param>
    /// <param name="diagnostics">Receives a line about the figures and their age.</param>
    public void Run(
        ReportOutput? output,
        Instant? asOf,
        ReportSelection selection,
        TextWriter results,
        TextWriter diagnostics,
        CancellationToken cancel)
    {
        if (output is null)
            AtomicFile.RemoveLeftBehind(options.ReportsFolder, name => name.StartsWith(NameStart, StringComparison.Ordinal));

        var request = RequestOf(asOf ?? options.NowByClock(clock) ?? ReportBuilder.DefaultAsOf(facts, clock), selection);
        CheckWindows(request, diagnostics);
        using var report = ReportBuilder.Build(facts, request, cancel);
        output ??= ReportOutput.Default(Path.Combine(options.ReportsFolder, NameOf(request)));
        output.Write(stream => ReportCsv.Write(stream, report.Rows, request.Columns), cancel);
        if (!output.IsStream)
            results.WriteLine(output.Name);
        diagnostics.WriteLine(FiguresOf(request, report));
    }

    private ReportRequest RequestOf(Instant asOf, ReportSelection selection)
    {
        var request = new ReportRequest(asOf, selection.Options, StoreId: null) { Columns = selection.Columns };
        if (selection.StoreIds.Count == 0)
            return request;

        using var reader = facts.OpenReader();
        var stores = new HashSet<string>(StringComparer.Ordinal);
        foreach (var storeId in selection.StoreIds)
        {
            // The stored id is used because the option may have the apostrophe that a report puts before it.
            var key = reader.FindKey(storeId) ?? throw new UnknownStoreException(storeId);
            stores.Add(reader.ReadStores(new StoreKeyRange(key, key), new StoreSum())[0].Id);
        }

        return request with { Stores = stores };
    }

    // Rule R20: a window that reaches past the as-of instant ends there, and the output says so.
    private static void CheckWindows(ReportRequest request, TextWriter diagnostics)
    {
        foreach (var window in request.Spec.Windows)
        {
            if (window.Name != ReportWindow.ChosenName)
                continue;

            var (asOf, interval) = (InstantText.Format(request.AsOf), window.EndingAt(request.AsOf));
            if (interval.Duration == Duration.Zero)
                throw new UsageException($"--from {InstantText.Format(interval.Start)} is not before the as-of instant, {asOf}");
            if (interval.Duration > LongestWindow)
                throw new UsageException("--from is more than 3660 days before the end of the window");
            if (window.IsCutAt(request.AsOf))
                diagnostics.WriteLine($"the window ends at the as-of instant, {asOf}");
        }
    }

    private string FiguresOf(ReportRequest request, BuiltReport report)
    {
        var (now, asOf) = (clock.GetCurrentInstant(), request.AsOf);
        var calculation =
            $"{InterpolationText.Format(request.Options.Interpolation)}, max carry {DurationText.Format(request.Options.MaxCarry)}";
        var data = report.LatestPoll switch
        {
            null => "; no poll is stored",
            { } latest when latest != asOf => $"; latest poll {InstantText.Format(latest)}, {AgeText.Of(latest, now)}",
            _ => "",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"as of {InstantText.Format(asOf)}, {AgeText.Of(asOf, now)}; {AgeText.Counted(report.Stores, "store")}, "
            + $"{report.StoresWithoutPolls:N0} without polls; {calculation}{data}");
    }

    // Equal requests give equal bytes (rule R14), so they may share a name. Colons are removed because some file systems forbid them.
    private static string NameOf(ReportRequest request)
    {
        var asOf = InstantText.Format(request.AsOf).Replace(":", "", StringComparison.Ordinal);
        var interpolation = InterpolationText.Format(request.Options.Interpolation);
        return $"{NameStart}{asOf}-{interpolation}-{DurationText.Format(request.Options.MaxCarry)}{SelectionOf(request)}.csv";
    }

    // Empty for the report of rule R15. Otherwise a hash, because columns and ids can exceed the maximum length of a name.
    private static string SelectionOf(ReportRequest request)
    {
        if (ReferenceEquals(request.Columns, ReportColumn.Default) && request.Stores is null)
            return "";

        var hash = FnvOffset;
        foreach (var column in request.Columns)
            hash = Hash(hash, column.Window is { } window ? $"{column.Name}{window.EndingAt(request.AsOf)}" : column.Name);
        foreach (var storeId in (request.Stores ?? new HashSet<string>()).Order(StringComparer.Ordinal))
            hash = Hash(hash, storeId);
        return string.Create(CultureInfo.InvariantCulture, $"-{hash:x16}");
    }

    // FNV-1a with a separator after the text.
    private static ulong Hash(ulong hash, string text)
    {
        foreach (var character in text)
            hash = (hash ^ character) * FnvPrime;
        return (hash ^ char.MaxValue) * FnvPrime;
    }
}
