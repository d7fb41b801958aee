using System.ComponentModel;
using StoreMonitor.Benchmarks.Measuring;

namespace StoreMonitor.Benchmarks.Opponents;

/// <summary>The <c>sqlite3</c> program: what one types who wants the polls in a database.</summary>
internal static class SqliteShell
{
    private const string Program = "sqlite3";

    /// <exception cref="InvalidOperationException">The program is not installed.</exception>
    public static async Task MustBeInstalled(CancellationToken cancel)
    {
        try
        {
            await ChildProcess.Run(Program, ["--version"], cancel);
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("the program sqlite3 is not installed; on Debian and Ubuntu: apt-get install sqlite3");
        }
    }

    /// <summary>Imports the polls as text, then makes the index that a query by store and time needs.</summary>
    public static Task<Sample> Import(string polls, string database, CancellationToken cancel) => ChildProcess.Run(
        Program,
        [
            database,
            "CREATE TABLE polls (store_id TEXT, status TEXT, timestamp_utc TEXT)",
            ".mode csv",
            $".import --skip 1 '{polls}' polls",
            "CREATE INDEX polls_by_store ON polls (store_id, timestamp_utc)",
        ],
        cancel);
}
