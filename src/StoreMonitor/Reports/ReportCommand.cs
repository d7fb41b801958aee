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
    /// <param name="output">The file to write; <c>null</c> for one in the reports folder, named after the as-of instant and the options.</param>
    /// <param name="asOf">The "now" of the report; <c>null</c> for the latest poll stored (rule R13).</param>
    /// <param name="results">Takes the path of the file.</param>
    public void Run(string? output, Instant? asOf, UptimeOptions uptime, TextWriter results, CancellationToken cancel)
    {
        var request = new ReportRequest(asOf ?? ReportBuilder.DefaultAsOf(database, clock), uptime, StoreKey: null);
        var report = ReportBuilder.Build(database, request, cancel);
        var path = output ?? Path.Combine(options.ReportsFolder, NameOf(request));
        using var file = new WholeFile(path);
        ReportCsv.Write(file.Stream, report.Rows);
        file.Commit();
        results.WriteLine(path);
    }

    // The same request has the same bytes (rule R14), so it may have the same name. Colons are for no file system but ours.
    private static string NameOf(ReportRequest request)
    {
        var asOf = InstantText.Format(request.AsOf).Replace(":", "", StringComparison.Ordinal);
        var interpolation = InterpolationText.Format(request.Options.Interpolation);
        return $"report-{asOf}-{interpolation}-{DurationText.Format(request.Options.MaxCarry)}.csv";
    }
}
