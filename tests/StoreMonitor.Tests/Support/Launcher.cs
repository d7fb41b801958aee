namespace StoreMonitor.Tests.Support;

/// <summary>What starts the program with less than it is used to. Each becomes the program, so the process id is the program's own.</summary>
internal static class Launcher
{
    public static readonly string[] None = [];

    /// <summary>For one who is root only: without the right to pass over the permissions of files.</summary>
    public static readonly string[] BoundByPermissions = Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
        : None;

    /// <summary>No file can be written beyond a length, which needs no rights, and fails a write as a full disk does.</summary>
    /// <remarks>The runtime itself maps its code through a large file unless it is told not to.</remarks>
    /// <param name="kibibytes">The length; <c>null</c> for none, until <see cref="ServiceProcess.LimitFiles"/>.</param>
    public static string[] FileLimit(int? kibibytes) =>
    [
        "bash", "-c",
        $"""export DOTNET_EnableWriteXorExecute=0; ulimit -S -f {(kibibytes is { } k ? $"{k}" : "unlimited")}; exec "$@" """,
        "bash",
    ];
}
