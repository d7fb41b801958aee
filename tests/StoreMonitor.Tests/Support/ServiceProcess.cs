using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StoreMonitor.Tests.Support;

/// <summary>The real program, published, in a process of its own, which ends at the latest when this is disposed of.</summary>
/// <remarks>The build of the tests publishes one; the folder of another, such as one for a kind of machine, is named by STOREMONITOR_PROGRAM.</remarks>
internal sealed partial class ServiceProcess : IDisposable
{
    public static readonly string ProgramFolder =
        Environment.GetEnvironmentVariable("STOREMONITOR_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "published");

    private readonly ConcurrentQueue<string> _results = new();
    private readonly ConcurrentQueue<string> _diagnostics = new();
    private readonly Process _process;

    static ServiceProcess() => Interrupts.HandOn();

    private ServiceProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _results.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _diagnostics.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Results => string.Join("\n", _results);

    public string Diagnostics => string.Join("\n", _diagnostics);

    /// <summary>Starts a verb on a folder.</summary>
    public static ServiceProcess Start(ServiceFolder folder, params string[] verb) =>
        Start([.. verb, .. folder.Options], []);

    public static ServiceProcess Start(string[] arguments, Dictionary<string, string> environment) =>
        Start(Launcher.None, arguments, environment);

    /// <param name="launcher">One of <see cref="Launcher"/>.</param>
    public static ServiceProcess Start(string[] launcher, string[] arguments, Dictionary<string, string> environment)
    {
        string[] command = [.. launcher, "dotnet", Path.Combine(ProgramFolder, "StoreMonitor.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServiceProcess(start);
    }

    /// <summary>Starts the service on a free port of loopback.</summary>
    /// <param name="database">The database, when it is not that of the folder.</param>
    public static async Task<(ServiceProcess Service, HttpClient Client)> Serve(
        ServiceFolder folder, string[]? launcher = null, string? database = null, params (string Name, string Value)[] environment)
    {
        string[] options = ["--data", folder.Data, "--database", database ?? folder.Database, "--reports", folder.Reports];
        var settings = environment.ToDictionary(pair => pair.Name, pair => pair.Value);
        var service = Start(launcher ?? Launcher.None, ["serve", "--urls", "http://127.0.0.1:0", .. options], settings);
        try
        {
            return (service, await service.WaitUntilItListens());
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>A client of the service, once it listens.</summary>
    public async Task<HttpClient> WaitUntilItListens()
    {
        var url = "";
        await ServiceWait.Eventually(
            () => HasExited || (url = Listening().Match(Diagnostics).Groups[1].Value).Length > 0,
            "the service listens");
        url.Should().NotBeEmpty(Diagnostics);
        return new HttpClient { BaseAddress = new Uri(url) };
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Whether a thread of it is blocked in a function of the kernel: proc(5), <c>wchan</c>.</summary>
    public bool IsBlockedIn(string function) => Directory.GetDirectories($"/proc/{_process.Id}/task")
        .Any(thread => FunctionOf(thread) == function);

    public Task WaitForDiagnostic(string text) =>
        ServiceWait.Eventually(() => HasExited || Diagnostics.Contains(text, StringComparison.Ordinal), $"standard error says {text}");

    /// <summary>Waits for the end, and for what was written before it.</summary>
    public async Task<int> Exit()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Exit();
    }

    /// <summary>Sends a signal by name: TERM, INT.</summary>
    public Task Signal(string name) => Tell("kill", $"-{name}", $"{_process.Id}");

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string FunctionOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "wchan"));
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return "";
        }
    }

    private static async Task Tell(string program, params string[] arguments)
    {
        using var told = Process.Start(program, arguments);
        await told.WaitForExitAsync();
        told.ExitCode.Should().Be(0, $"{program} {string.Join(' ', arguments)} is possible here");
    }

    [GeneratedRegex("listens on (http://127.0.0.1:[0-9]+)")]
    private static partial Regex Listening();
}
