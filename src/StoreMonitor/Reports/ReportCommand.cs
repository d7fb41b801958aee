using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Hosting;
using StoreMonitor.Storage;
using StoreMonitor.Uptime;

namespace StoreMonitor.Reports;

/// <summary>The <c>report</c> verb: one report CSV, without a server.</summary>
/// <param name="isInput">Whether a full path is of a file that is ingested.</param>
internal sealed class ReportCommand(Database database, MonitorOptions options, IClock clock, Predicate<string> isInput)
{
    // The output that is no file; ./- is one of that name.
    private const string StandardOutput = "-";
    private const string NameStart = "report-";

    /// <param name="output">
    /// The file to write, or <c>-</c> for standard output; <c>null</c> for one in the reports folder, named after the as-of instant and the
    /// options.
    /// </param>
    /// <param name="asOf">The "now" of the report; <c>null</c> for the latest poll stored (rule R13).</param>
    /// <param name="results">Takes the path of the file, if there is one.</param>
    /// <exception cref="UsageException">The output must not be written over.</exception>
    public void Run(string? output, Instant? asOf, UptimeOptions uptime, TextWriter results, CancellationToken cancel)
    {
        if (output is null)
            WholeFile.RemoveLeftBehind(options.ReportsFolder, name => name.StartsWith(NameStart, StringComparison.Ordinal));
        else if (output != StandardOutput)
            PrepareOutput(output);

        var request = new ReportRequest(asOf ?? ReportBuilder.DefaultAsOf(database, clock), uptime, StoreKey: null);
        var report = ReportBuilder.Build(database, request, cancel);
        if (output == StandardOutput)
            WriteToStandardOutput(report);
        else
            WriteFile(report, output ?? Path.Combine(options.ReportsFolder, NameOf(request)), results);
    }

    // Past the console's writer: that has the encoding of the locale, and a report has the same bytes everywhere (rule R15).
    private static void WriteToStandardOutput(BuiltReport report)
    {
        using var stream = Console.OpenStandardOutput();
        ReportCsv.Write(stream, report.Rows);
    }

    private static void WriteFile(BuiltReport report, string path, TextWriter results)
    {
        using var file = new WholeFile(path);
        ReportCsv.Write(file.Stream, report.Rows);
        file.Commit();
        results.WriteLine(path);
    }

    // A finished file takes the place of what has its name, so a slip of the hand could cost all facts, or a device of the machine.
    private void PrepareOutput(string output)
    {
        if (string.IsNullOrWhiteSpace(output))
            throw new UsageException("--output is empty");

        var path = Path.GetFullPath(output);
        if (WhatIsAt(path) is { } what)
            throw new UsageException($"--output '{output}' is {what}, which a report cannot take the place of");

        WholeFile.RemoveLeftBehind(Path.GetDirectoryName(path)!, name => name == Path.GetFileName(path));
    }

    private string? WhatIsAt(string path)
    {
        if (Database.IsAt(path))
            return "a database";
        if (isInput(path))
            return "an input file";
        if (Path.GetDirectoryName(path) == "/dev")
            return "a device";
        return Directory.Exists(path) ? "a folder" : null;
    }

    // The same request has the same bytes (rule R14), so it may have the same name. Colons are for no file system but ours.
    private static string NameOf(ReportRequest request)
    {
        var asOf = InstantText.Format(request.AsOf).Replace(":", "", StringComparison.Ordinal);
        var interpolation = InterpolationText.Format(request.Options.Interpolation);
        return $"{NameStart}{asOf}-{interpolation}-{DurationText.Format(request.Options.MaxCarry)}.csv";
    }
}
