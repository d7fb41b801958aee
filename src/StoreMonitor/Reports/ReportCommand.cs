using System.Globalization;
using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Hosting;
using StoreMonitor.Storage;
using StoreMonitor.Uptime;

namespace StoreMonitor.Reports;

/// <summary>The <c>report</c> verb: one report CSV, without a server.</summary>
internal sealed class ReportCommand(Database database, MonitorOptions options, IClock clock)
{
    private const string NameStart = "report-";

    /// <param name="output">Where to write; <c>null</c> for a file in the reports folder, named after the as-of instant and the options.</param>
    /// <param name="asOf">The "now" of the report; <c>null</c> for the latest poll stored (rule R13).</param>
    /// <param name="results">Takes the path of the file, if there is one.</param>
    /// <param name="diagnostics">Takes a line that says of when the figures are.</param>
    public void Run(
        ReportOutput? output, Instant? asOf, UptimeOptions uptime, TextWriter results, TextWriter diagnostics, CancellationToken cancel)
    {
        if (output is null)
            WholeFile.RemoveLeftBehind(options.ReportsFolder, name => name.StartsWith(NameStart, StringComparison.Ordinal));

        var request = new ReportRequest(asOf ?? ReportBuilder.DefaultAsOf(database, clock), uptime, StoreId: null);
        var report = ReportBuilder.Build(database, request, cancel);
        output ??= ReportOutput.Default(Path.Combine(options.ReportsFolder, NameOf(request)));
        output.Write(stream => ReportCsv.Write(stream, report.Rows), cancel);
        if (!output.IsStream)
            results.WriteLine(output.Name);
        diagnostics.WriteLine(FiguresOf(request, report));
    }

    private string FiguresOf(ReportRequest request, BuiltReport report)
    {
        var (now, asOf) = (clock.GetCurrentInstant(), request.AsOf);
        var calculation = $"{InterpolationText.Format(request.Options.Interpolation)}, max carry {DurationText.Format(request.Options.MaxCarry)}";
        var data = report.LatestPoll is { } latest && latest != asOf ? $"; latest poll {InstantText.Format(latest)}, {AgeText.Of(latest, now)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"as of {InstantText.Format(asOf)}, {AgeText.Of(asOf, now)}; {report.Rows.Count:N0} stores, {report.StoresWithoutPolls:N0} without polls; {calculation}{data}");
    }

    // The same request has the same bytes (rule R14), so it may have the same name. Colons are for no file system but ours.
    private static string NameOf(ReportRequest request)
    {
        var asOf = InstantText.Format(request.AsOf).Replace(":", "", StringComparison.Ordinal);
        var interpolation = InterpolationText.Format(request.Options.Interpolation);
        return $"{NameStart}{asOf}-{interpolation}-{DurationText.Format(request.Options.MaxCarry)}.csv";
    }
}
