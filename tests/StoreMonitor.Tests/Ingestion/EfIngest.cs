using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>The slow twin of the ingest: lines cut at commas, rows looked up and tracked by EF Core one after another, each poll a chunk of its own.</summary>
internal sealed class EfIngest(string databasePath)
{
    private static readonly LocalDateTimePattern Timestamp =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFF 'UTC'");

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public WriteCounts Zones(IEnumerable<string> rows) => Save(rows, (db, fields) =>
    {
        var store = StoreOf(db, fields[0]);
        var known = store.ZoneId;
        store.ZoneId = fields[1];
        return Compare(known, fields[1]);
    });

    public WriteCounts Hours(IEnumerable<string> rows)
    {
        using var db = Open();
        var counts = default(WriteCounts);
        foreach (var week in rows.Select(row => row.Split(',')).GroupBy(fields => fields[0]).ToList())
        {
            var store = StoreOf(db, week.Key);
            var before = JsonSerializer.Deserialize<int[][]>(store.Week ?? "[]")!;
            var after = new List<int[]>();
            foreach (var fields in week)
            {
                var row = HoursOf(fields);
                var isKnown = before.Any(row.SequenceEqual) || after.Any(row.SequenceEqual);
                counts += new WriteCounts(isKnown || before.Length > 0 ? 0 : 1, isKnown ? 1 : 0, isKnown || before.Length == 0 ? 0 : 1);
                if (!after.Any(row.SequenceEqual))
                    after.Add(row);
            }

            counts += new WriteCounts(0, 0, 0, before.Count(row => !after.Any(row.SequenceEqual)));
            store.Week = JsonSerializer.Serialize(after.OrderBy(row => row[0]).ThenBy(row => row[1]).ThenBy(row => row[2]));
        }

        db.SaveChanges();
        return counts;
    }

    public WriteCounts Polls(IEnumerable<string> rows) => Save(rows, (db, fields) =>
    {
        var key = StoreOf(db, fields[0]).StoreKey;
        var status = fields[1] == "active" ? StoreStatus.Active : StoreStatus.Inactive;
        var at = Timestamp.Parse(fields[2]).Value.InUtc().ToInstant();
        var microseconds = (at - NodaConstants.UnixEpoch).ToInt64Nanoseconds() / 1_000;
        var text = status == StoreStatus.Active ? "[1]" : "[0]";
        if (db.PollChunks.Find(key, microseconds) is not { } known)
        {
            db.PollChunks.Add(new StoredPollChunk { StoreKey = key, FromMicroseconds = microseconds, Polls = text });
            return new WriteCounts(1, 0, 0);
        }

        var counts = Compare(known.Polls, text);
        known.Polls = text;
        return counts;
    });

    private WriteCounts Save(IEnumerable<string> rows, Func<MonitorDb, string[], WriteCounts> save)
    {
        using var db = Open();
        var counts = default(WriteCounts);
        foreach (var row in rows)
            counts += save(db, row.Split(','));
        db.SaveChanges();
        return counts;
    }

    private static NamedStore StoreOf(MonitorDb db, string id)
    {
        if (db.Stores.Local.SingleOrDefault(s => s.StoreId == id) is { } tracked)
            return tracked;
        if (db.Stores.SingleOrDefault(s => s.StoreId == id) is { } known)
            return known;

        var store = new NamedStore { StoreKey = (db.Stores.Max(s => (int?)s.StoreKey) ?? 0) + 1, StoreId = id };
        db.Add(store);
        db.SaveChanges();
        return store;
    }

    private static WriteCounts Compare(string? known, string read)
    {
        if (known is null)
            return new WriteCounts(1, 0, 0);
        return known == read ? new WriteCounts(0, 1, 0) : new WriteCounts(0, 0, 1);
    }

    private static int[] HoursOf(string[] fields) =>
        [int.Parse(fields[1], CultureInfo.InvariantCulture), SecondOf(fields[2]), SecondOf(fields[3])];

    private static int SecondOf(string time) => (int)(Time.Parse(time).Value.NanosecondOfDay / NodaConstants.NanosecondsPerSecond);

    private MonitorDb Open() =>
        new(new DbContextOptionsBuilder<MonitorDb>().UseSqlite($"Data Source={databasePath};Pooling=False").Options);
}
