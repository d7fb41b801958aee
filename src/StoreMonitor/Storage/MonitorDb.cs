using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using StoreMonitor.Core.Intervals;

namespace StoreMonitor.Storage;

/// <summary>EF Core's model of the tables that <c>schema.sql</c> creates. Instants and durations are 64-bit microseconds.</summary>
internal sealed class MonitorDb(DbContextOptions<MonitorDb> options) : DbContext(options)
{
    /// <summary>The longest store id, in characters.</summary>
    public const int MaxStoreIdLength = 128;

    private const int ReportIdLength = 32;

    public DbSet<StoreRow> Stores => Set<StoreRow>();

    public DbSet<PollChunkRow> PollChunks => Set<PollChunkRow>();

    public DbSet<FactsRow> Facts => Set<FactsRow>();

    public DbSet<ReportJobRow> ReportJobs => Set<ReportJobRow>();

    public DbSet<IngestedFileRow> IngestedFiles => Set<IngestedFileRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<Duration>().HaveConversion<DurationConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoreRow>(store =>
        {
            store.ToTable("stores").HasKey(s => s.StoreKey);
            store.Property(s => s.StoreKey).HasColumnName("store_key").ValueGeneratedNever();
            store.Property(s => s.StoreId).HasColumnName("store_id").HasMaxLength(MaxStoreIdLength);
            store.Property(s => s.ZoneId).HasColumnName("zone_id");
            store.Property(s => s.Week).HasColumnName("week");
            store.Property(s => s.WeekProblem).HasColumnName("week_problem");
            store.Property(s => s.ZoneProblem).HasColumnName("zone_problem");
            store.Property(s => s.LastChunkMicroseconds).HasColumnName("last_chunk_us");
            store.Property(s => s.Checksum).HasColumnName("checksum");
        });

        modelBuilder.Entity<PollChunkRow>(chunk =>
        {
            chunk.ToTable("poll_chunks").HasKey(c => new { c.StoreKey, c.FromMicroseconds });
            chunk.Property(c => c.StoreKey).HasColumnName("store_key");
            chunk.Property(c => c.FromMicroseconds).HasColumnName("from_us");
            chunk.Property(c => c.Polls).HasColumnName("polls");
            chunk.Property(c => c.PreviousMicroseconds).HasColumnName("prev_us");
            chunk.Property(c => c.Checksum).HasColumnName("checksum");
            chunk.HasOne<StoreRow>().WithMany().HasForeignKey(c => c.StoreKey).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<FactsRow>(facts =>
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

        modelBuilder.Entity<IngestedFileRow>(file =>
        {
            file.ToTable("ingested_files").HasKey(f => f.Path);
            file.Property(f => f.Path).HasColumnName("path");
            file.Property(f => f.Length).HasColumnName("length");
            file.Property(f => f.WrittenAt).HasColumnName("written_at_us");
        });

        modelBuilder.Entity<ReportJobRow>(job =>
        {
            job.ToTable("report_jobs").HasKey(j => j.Sequence);
            job.Property(j => j.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
            job.Property(j => j.ReportId).HasColumnName("report_id").HasMaxLength(ReportIdLength);
            job.Property(j => j.State).HasColumnName("state");
            job.Property(j => j.AsOf).HasColumnName("as_of_us");
            job.Property(j => j.Interpolation).HasColumnName("interpolation");
            job.Property(j => j.MaxCarry).HasColumnName("max_carry_us");
            job.Property(j => j.StoreKey).HasColumnName("store_key");
            job.Property(j => j.FactsVersion).HasColumnName("facts_version");
            job.Property(j => j.FileId).HasColumnName("file_id").HasMaxLength(ReportIdLength);
            job.Property(j => j.RequestedAt).HasColumnName("requested_at_us");
            job.Property(j => j.StartedAt).HasColumnName("started_at_us");
            job.Property(j => j.FinishedAt).HasColumnName("finished_at_us");
            job.Property(j => j.Error).HasColumnName("error");
            job.HasOne<StoreRow>().WithMany().HasForeignKey(j => j.StoreKey).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private sealed class InstantConverter() : ValueConverter<Instant, long>(
        instant => UnixMicroseconds.From(instant), microseconds => UnixMicroseconds.ToInstant(microseconds));

    private sealed class DurationConverter() : ValueConverter<Duration, long>(
        duration => UnixMicroseconds.From(duration), microseconds => UnixMicroseconds.ToDuration(microseconds));
}
