using Microsoft.EntityFrameworkCore;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;

namespace StoreMonitor.Benchmarks.Opponents;

/// <summary>The plain path: rows of a CSV become entities, and EF Core saves them in chunks.</summary>
/// <remarks>To its advantage it takes well-formed polls only: no checks, no hours, no zones.</remarks>
internal static class EfIngest
{
    /// <summary>The verb by which this program runs as a process of this path.</summary>
    public const string Verb = "ef-ingest";

    private const int RowsPerSave = 10_000;

    public static int Run(string dataFolder, string databasePath)
    {
        var database = new Database(databasePath);
        database.Prepare();
        var options = new DbContextOptionsBuilder<MonitorDb>().UseSqlite(database.PooledConnectionString).Options;

        var keys = new Dictionary<string, int>();
        foreach (var lines in File.ReadLines(Path.Combine(dataFolder, DataSet.PollsName)).Skip(1).Chunk(RowsPerSave))
        {
            using var db = new MonitorDb(options);
            db.Polls.AddRange(lines.Select(line => PollOf(line.Split(','), keys, db)));
            db.SaveChanges();
        }

        return 0;
    }

    private static PollRow PollOf(string[] fields, Dictionary<string, int> keys, MonitorDb db)
    {
        if (!keys.TryGetValue(fields[0], out var key))
        {
            key = keys.Count + 1;
            keys.Add(fields[0], key);
            db.Stores.Add(new StoreRow { StoreKey = key, StoreId = fields[0] });
        }

        if (!InstantText.TryParse(fields[2], out var at))
            throw new InvalidOperationException($"'{fields[2]}' is not an instant");
        var status = fields[1] == "active" ? StoreStatus.Active : StoreStatus.Inactive;
        return new PollRow { StoreKey = key, AtMicroseconds = new Poll(at, status).AtMicroseconds, Status = status };
    }
}
