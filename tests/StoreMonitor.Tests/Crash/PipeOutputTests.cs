using System.Diagnostics;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>Pipes in the place of the file that a report is written to: they are written to, and never read from.</summary>
public sealed class PipeOutputTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [FactOnLinux]
    public async Task A_process_substitution_gets_the_report()
    {
        var compressed = Path.Combine(_folder.Reports, "r.gz");
        using var report = Start(
            $"""exec "$@" --output >(gzip > '{compressed}') """);

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        await ServiceWait.Eventually(() => File.Exists(compressed) && Unzipped(compressed) == ServiceFolder.ExamplesReport, "the report is compressed");
        report.Results.Trim().Should().BeEmpty("a pipe has no path that anybody could use");
    }

    [FactOnLinux]
    public async Task Standard_output_by_its_device_gets_the_report()
    {
        var file = Path.Combine(_folder.Reports, "here.csv");
        using var report = Start($"""exec "$@" --output /dev/stdout > '{file}' """);

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        (await File.ReadAllTextAsync(file)).Should().Be(ServiceFolder.ExamplesReport);
    }

    [FactOnLinux]
    public async Task A_named_pipe_gets_the_report()
    {
        var pipe = MakePipe();
        using var reader = Process.Start(new ProcessStartInfo("cat", [pipe]) { RedirectStandardOutput = true })!;
        using var report = Start($"""exec "$@" --output '{pipe}' """);

        (await reader.StandardOutput.ReadToEndAsync()).Should().Be(ServiceFolder.ExamplesReport);
        (await report.Exit()).Should().Be(0, report.Diagnostics);
    }

    [TheoryOnLinux]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_ends_a_report_that_waits_for_a_reader(string signal, int exitCode)
    {
        var pipe = MakePipe();
        await _folder.Run("ingest");

        // Without the debugger's own pipe, which waits for a peer as well.
        using var report = ServiceProcess.Start(["report", "--output", pipe, .. _folder.Options], new() { ["DOTNET_EnableDiagnostics"] = "0" });
        await ServiceWait.Eventually(() => report.IsBlockedIn("wait_for_partner"), "the report waits for a reader of the pipe");

        await report.Signal(signal);

        (await report.Exit()).Should().Be(exitCode, report.Diagnostics);
        report.Diagnostics.Should().Contain("cancelled: ");
    }

    public void Dispose() => _folder.Dispose();

    private static string Unzipped(string path)
    {
        try
        {
            using var file = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    private string MakePipe()
    {
        var path = Path.Combine(_folder.Reports, "pipe");
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }

    private ServiceProcess Start(string script) => ServiceProcess.Start(["bash", "-c", script, "bash"], ["report", .. _folder.Options], []);
}
