using Microsoft.EntityFrameworkCore;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Storage.Model;

/// <summary>EF Core's model of the tables that <c>schema.sql</c> creates. Instants and durations are 64-bit microseconds.</summary>
internal sealed class MonitorDb(DbContextOptions<MonitorDb> options) : DbContext(options)
{
    public DbSet<NamedStore> Stores => Set<NamedStore>();

    public DbSet<StoredPollChunk> PollChunks => Set<StoredPollChunk>();

    public DbSet<PollLogEntry> PollLog => Set<PollLogEntry>();

    public DbSet<FactsSummary> Facts => Set<FactsSummary>();

    public DbSet<IngestedFile> IngestedFiles => Set<IngestedFile>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        MicrosecondConverters.AddTo(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NamedStore>(store =>
        {
            store.ToTable("stores").HasKey(s => s.StoreKey);
            store.Property(s => s.StoreKey).HasColumnName("store_key").ValueGeneratedNever();
            store.Property(s => s.StoreId).HasColumnName("store_id").HasMaxLength(StoreIdText.MaxLength);
            store.Property(s => s.ZoneId).HasColumnName("zone_id");
            store.Property(s => s.Week).HasColumnName("week");
            store.Property(s => s.WeekProblem).HasColumnName("week_problem");
            store.Property(s => s.ZoneProblem).HasColumnName("zone_problem");
            store.Property(s => s.LastChunkMicroseconds).HasColumnName("last_chunk_us");
            store.Property(s => s.Changes).HasColumnName("changes");
            store.Property(s => s.Checksum).HasColumnName("checksum");
        });

        modelBuilder.ApplyConfiguration(new StoredDetails.Configuration());
        modelBuilder.ApplyConfiguration(new ChangeSet.Configuration());
        modelBuilder.ApplyConfiguration(new RecordedChange.Configuration());
        modelBuilder.Entity<StoredPollChunk>(chunk =>
        {
            chunk.ToTable("poll_chunks").HasKey(c => new { c.StoreKey, c.FromMicroseconds });
            chunk.Property(c => c.StoreKey).HasColumnName("store_key");
            chunk.Property(c => c.FromMicroseconds).HasColumnName("from_us");
            chunk.Property(c => c.Polls).HasColumnName("polls");
            chunk.Property(c => c.PreviousMicroseconds).HasColumnName("prev_us");
            chunk.Property(c => c.Checksum).HasColumnName("checksum");
            chunk.HasOne<NamedStore>().WithMany().HasForeignKey(c => c.StoreKey).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<PollLogEntry>(entry =>
        {
            entry.ToTable("poll_log").HasKey(e => e.Sequence);
            entry.Property(e => e.Sequence).HasColumnName("sequence").ValueGeneratedNever();
            entry.Property(e => e.AfterVersion).HasColumnName("after_version");
            entry.Property(e => e.Version).HasColumnName("version");
            entry.Property(e => e.LatestPollMicroseconds).HasColumnName("latest_poll_us");
            entry.Property(e => e.FromMicroseconds).HasColumnName("from_us");
            entry.Property(e => e.PollCount).HasColumnName("poll_count");
            entry.Property(e => e.TextChecksum).HasColumnName("text_checksum");
            entry.Property(e => e.Checksum).HasColumnName("checksum");
            entry.Property(e => e.Polls).HasColumnName("polls");
        });

        modelBuilder.Entity<FactsSummary>(facts =>
        {
            facts.ToTable("facts").HasKey(f => f.Id);
            facts.Property(f => f.Id).HasColumnName("id").ValueGeneratedNever();
            facts.Property(f => f.Version).HasColumnName("version");
            facts.Property(f => f.LatestPollAt).HasColumnName("latest_poll_us");
            facts.Property(f => f.StoreCount).HasColumnName("store_count");
            facts.Property(f => f.StoreSum).HasColumnName("store_sum");
            facts.Property(f => f.Session).HasColumnName("session");
            facts.Property(f => f.DatabaseId).HasColumnName("database_id");
            facts.Property(f => f.Checksum).HasColumnName("checksum");
        });

        modelBuilder.Entity<IngestedFile>(file =>
        {
            file.ToTable("ingested_files").HasKey(f => f.Path);
            file.Property(f => f.Path).HasColumnName("path");
            file.Property(f => f.Length).HasColumnName("length");
            file.Property(f => f.WrittenAt).HasColumnName("written_at_us");
        });
    }
}
