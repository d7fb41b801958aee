namespace StoreMonitor.Tests.Support;

/// <summary>Commands that start the program with fewer rights. Each one execs the program, so that the process id is the program's own.</summary>
internal static class Launcher
{
    public static readonly string[] None = [];

    /// <summary>Drops the capability of root to bypass file permissions; nothing to do for other users.</summary>
    public static readonly string[] BoundByPermissions = Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
        : None;
}
