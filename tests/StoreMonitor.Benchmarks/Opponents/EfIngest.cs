using Microsoft.EntityFrameworkCore;
using StoreMonitor.Benchmarks.Subjects;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Benchmarks.Opponents;

/// <summary>The plain path: rows of a CSV become entities, and EF Core saves them in chunks, in tables as it makes them by itself.</summary>
/// <remarks>To its advantage it takes well-formed polls only: no checks, no hours, no zones.</remarks>
internal static class EfIngest
{
    /// <summary>The verb by which this program runs as a process of this path.</summary>
    public const string Verb = "ef-ingest";

    private const int RowsPerSave = 10_000;

    public static int Run(string dataFolder, string databasePath)
    {
        var options = new DbContextOptionsBuilder<PlainDb>().UseSqlite($"Data Source={databasePath}").Options;
        using (var db = new PlainDb(options))
            db.Database.EnsureCreated();

        var keys = new Dictionary<string, int>();
        foreach (var lines in File.ReadLines(Path.Combine(dataFolder, DataSet.PollsName)).Skip(1).Chunk(RowsPerSave))
        {
            using var db = new PlainDb(options);
            db.Polls.AddRange(lines.Select(line => PollOf(line.Split(','), keys, db)));
            db.SaveChanges();
        }

        return 0;
    }

    private static PlainPoll PollOf(string[] fields, Dictionary<string, int> keys, PlainDb db)
    {
        if (!keys.TryGetValue(fields[0], out var key))
        {
            key = keys.Count + 1;
            keys.Add(fields[0], key);
            db.Stores.Add(new PlainStore { StoreKey = key, StoreId = fields[0] });
        }

        if (!InstantText.TryParse(fields[2], out var at))
            throw new InvalidOperationException($"'{fields[2]}' is not an instant");
        var status = fields[1] == "active" ? StoreStatus.Active : StoreStatus.Inactive;
        return new PlainPoll { StoreKey = key, AtMicroseconds = new Poll(at, status).AtMicroseconds, Status = status };
    }
}

/// <summary>The schema one would write down without another thought.</summary>
internal sealed class PlainDb(DbContextOptions<PlainDb> options) : DbContext(options)
{
    public DbSet<PlainStore> Stores => Set<PlainStore>();

    public DbSet<PlainPoll> Polls => Set<PlainPoll>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PlainStore>(store =>
        {
            store.ToTable("stores").HasKey(s => s.StoreKey);
            store.Property(s => s.StoreKey).HasColumnName("store_key").ValueGeneratedNever();
            store.Property(s => s.StoreId).HasColumnName("store_id");
        });
        modelBuilder.Entity<PlainPoll>(poll =>
        {
            poll.ToTable("polls").HasKey(p => new { p.StoreKey, p.AtMicroseconds });
            poll.Property(p => p.StoreKey).HasColumnName("store_key");
            poll.Property(p => p.AtMicroseconds).HasColumnName("at_us");
            poll.Property(p => p.Status).HasColumnName("status");
            poll.HasOne<PlainStore>().WithMany().HasForeignKey(p => p.StoreKey);
        });
    }
}

/// <summary>A store.</summary>
internal sealed class PlainStore
{
    public int StoreKey { get; init; }

    public required string StoreId { get; init; }
}

/// <summary>A poll, as a row.</summary>
internal sealed class PlainPoll
{
    public int StoreKey { get; init; }

    public long AtMicroseconds { get; init; }

    public StoreStatus Status { get; init; }
}
