using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace StoreMonitor.Tests.Support.Postgres;

/// <summary>A throw-away PostgreSQL server on a free port of loopback, with its files in a folder of its own.</summary>
/// <remarks>
/// A shell is its parent, and stops it when its own standard input closes: with this process, also when that is killed. The server does
/// not run as root, so root starts it as the user postgres.
/// </remarks>
internal sealed class PostgresServer : IDisposable
{
    // Runs a server until its input ends, and removes its folder after it, unless it is told to keep it.
    private const string Watch =
        """
        folder=$1; shift
        "$@" >"$folder/log" 2>&1 &
        read -r how
        kill -INT $! 2>/dev/null
        wait $!
        [ "$how" = keep ] || rm -rf "$folder"
        """;

    private static readonly Lazy<PostgresServer> OfProcess = new(() => new PostgresServer());
    private static readonly Lazy<string?> Reason = new(FindProblem);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("store-monitor-postgres-").FullName;
    private Process _watch;

    public PostgresServer()
    {
        Port = FreePort();
        if (IsRoot)
            Run("chown", "postgres", _folder);
        Run([.. AsUser, Program("initdb"), "-D", Data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]);
        _watch = Start();
    }

    /// <summary>The server of this process, which starts with the first test that needs it.</summary>
    public static PostgresServer Shared => OfProcess.Value;

    /// <summary>Why there can be no server here; <c>null</c> when there can.</summary>
    public static string? Problem => Reason.Value;

    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    private static bool IsRoot => Environment.UserName == "root";

    private static string[] AsUser => IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    /// <summary>The address of a database on it.</summary>
    public string AddressOf(string database) => string.Create(CultureInfo.InvariantCulture, $"postgres://postgres@127.0.0.1:{Port}/{database}");

    /// <summary>Executes a statement outside of any transaction, on the database that every server has.</summary>
    public void Execute(string sql) => TestDatabase.Execute(AddressOf("postgres"), sql);

    /// <summary>Ends it as a power cut does, except that the system keeps what was written, and starts it again.</summary>
    public void KillAndRestart()
    {
        Kill();
        Restart();
    }

    /// <summary>Ends the server and all its processes at once.</summary>
    public void Kill()
    {
        var server = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        var children = File.ReadAllText($"/proc/{server}/task/{server}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Run(["kill", "-KILL", server, .. children]);
        _watch.StandardInput.WriteLine("keep");
        _watch.WaitForExit();
        _watch.Dispose();
    }

    public void Restart() => _watch = Start();

    public void Dispose()
    {
        _watch.StandardInput.Close();
        _watch.WaitForExit();
        _watch.Dispose();
    }

    private Process Start()
    {
        string[] server =
        [
            .. AsUser, Program("postgres"), "-D", Data, "-c", "listen_addresses=127.0.0.1", "-c", $"port={Port}",
            "-c", $"unix_socket_directories={_folder}", "-c", "max_connections=300", "-c", "fsync=off", "-c", "autovacuum=off",
        ];
        var watch = Process.Start(new ProcessStartInfo("bash", ["-c", Watch, "watch", _folder, .. server]) { RedirectStandardInput = true })!;
        WaitUntilReady();
        return watch;
    }

    private void WaitUntilReady()
    {
        for (var started = Stopwatch.StartNew(); ; Thread.Sleep(50))
        {
            try
            {
                TestDatabase.Open(AddressOf("postgres")).Dispose();
                return;
            }
            catch (NpgsqlException) when (started.Elapsed < Patience)
            {
                // It is starting, or recovering.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Program(string name) => Path.Combine(BinFolder()!, name);

    private static string? BinFolder()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return path.Concat(installed).LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static string? FindProblem()
    {
        if (!OperatingSystem.IsLinux())
            return "the PostgreSQL server of the tests is started on Linux only";
        if (BinFolder() is null)
            return "PostgreSQL is not installed here: install the package postgresql";
        try
        {
            if (IsRoot)
                Run("id", "postgres");
            return null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            return $"root cannot run a PostgreSQL server, and there is no user postgres: {failure.Message}";
        }
    }

    private static void Run(params string[] command)
    {
        using var run = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        run.StandardOutput.ReadToEnd();
        var said = run.StandardError.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)}: {said}");
    }
}
