namespace StoreMonitor.Tests.Support;

/// <summary>What starts the program with less than it is used to. Each becomes the program, so the process id is the program's own.</summary>
internal static class Launcher
{
    public static readonly string[] None = [];

    /// <summary>For one who is root only: without the right to pass over the permissions of files.</summary>
    public static readonly string[] BoundByPermissions = Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
        : None;
}
