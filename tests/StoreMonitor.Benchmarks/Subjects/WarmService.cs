using System.Diagnostics;
using System.Net;
using System.Text.Json;
using StoreMonitor.Benchmarks.Measuring;
using StoreMonitor.Storage.Sqlite;

namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>The answer to <c>GET /get_report</c>: the CSV, or <c>null</c> while the report runs.</summary>
internal readonly record struct Answer(byte[]? Csv);

/// <summary>Our service in a process of its own, on a port of its own; ended when this is disposed.</summary>
internal sealed class WarmService : IDisposable
{
    private const string StatusHeader = "X-Report-Status";
    private const string ListensOn = "StoreMonitor listens on ";

    // How often a client asks that waits for a report: often, for the wait is part of what is measured; chosen.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(1);

    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly Database _database;
    private readonly string _reports;
    private int _triggered;

    private WarmService(Process process, Uri address, Database database, string reports)
    {
        _process = process;
        _database = database;
        _reports = reports;
        _client = new HttpClient { BaseAddress = address };
    }

    public int ProcessId => _process.Id;

    /// <summary>Starts the service on a database and waits until it listens.</summary>
    public static async Task<WarmService> Start(PublishedProgram program, string database, string reports, CancellationToken cancel)
    {
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            StartInfo = ChildProcess.Described(
                program.Monitor,
                ["serve", "--database", database, "--reports", reports, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]),
        };
        process.OutputDataReceived += (_, line) => { };
        process.ErrorDataReceived += (_, line) => SeeAddress(line.Data, listens);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WarmService(process, await listens.Task.WaitAsync(TimeSpan.FromSeconds(30), cancel), new Database(database), reports);
    }

    /// <summary>Says that the facts have changed, as an ingest does: the next report must be computed, and cannot share a file.</summary>
    public void AdvanceFacts()
    {
        using var connection = _database.Open();
        using var transaction = connection.BeginTransaction();
        FactsMetadata.AdvanceVersionIfChanged(connection, changesBefore: -1);
        transaction.Commit();
    }

    /// <exception cref="ResultDiffersException">A report was not computed, but took the file of another.</exception>
    public void MustHaveComputedAll()
    {
        var computed = Directory.GetFiles(_reports, "*.csv").Length;
        if (computed != _triggered)
            throw new ResultDiffersException($"the service computed {computed} of {_triggered} reports");
    }

    /// <summary>Asks for a report of all stores.</summary>
    public async Task<string> Trigger(CancellationToken cancel)
    {
        using var response = await _client.PostAsync("/trigger_report", content: null, cancel);
        response.EnsureSuccessStatusCode();
        _triggered++;
        using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        return body.RootElement.GetProperty("report_id").GetString()
            ?? throw new InvalidOperationException("the service gave no report id");
    }

    /// <summary>Asks once how a report is doing.</summary>
    public async Task<Answer> Get(string reportId, CancellationToken cancel)
    {
        using var response = await _client.GetAsync($"/get_report?report_id={reportId}", cancel);
        var status = response.Headers.TryGetValues(StatusHeader, out var values) ? values.Single() : "";
        return (response.StatusCode, status) switch
        {
            (HttpStatusCode.OK, "Running") => default,
            (HttpStatusCode.OK, "Complete") => new Answer(await response.Content.ReadAsByteArrayAsync(cancel)),
            _ => throw new InvalidOperationException($"get_report answered {(int)response.StatusCode} {status}"),
        };
    }

    /// <summary>Asks until the report is there.</summary>
    public async Task<byte[]> Wait(string reportId, CancellationToken cancel)
    {
        while (true)
        {
            if ((await Get(reportId, cancel)).Csv is { } csv)
                return csv;
            await Task.Delay(AskAgainAfter, cancel);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void SeeAddress(string? line, TaskCompletionSource<Uri> listens)
    {
        if (line is null)
            listens.TrySetException(new InvalidOperationException("the service ended before it listened"));
        else if (line.IndexOf(ListensOn, StringComparison.Ordinal) is >= 0 and var found)
            listens.TrySetResult(new Uri(line[(found + ListensOn.Length)..line.IndexOf(": try", StringComparison.Ordinal)]));
    }
}
