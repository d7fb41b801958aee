using Microsoft.EntityFrameworkCore;

namespace StoreMonitor.Storage.Model;

/// <summary>EF Core's model of the table that <c>jobs.sql</c> creates in the <c>JobsFile</c>.</summary>
internal sealed class JobsDb(DbContextOptions<JobsDb> options) : DbContext(options)
{
    private const int ReportIdLength = 32;

    public DbSet<ReportJob> ReportJobs => Set<ReportJob>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        MicrosecondConverters.AddTo(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<ReportJob>(job =>
    {
        job.ToTable("report_jobs").HasKey(j => j.Sequence);
        job.Property(j => j.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
        job.Property(j => j.ReportId).HasColumnName("report_id").HasMaxLength(ReportIdLength);
        job.Property(j => j.State).HasColumnName("state");
        job.Property(j => j.AsOf).HasColumnName("as_of_us");
        job.Property(j => j.Interpolation).HasColumnName("interpolation");
        job.Property(j => j.MaxCarry).HasColumnName("max_carry_us");
        job.Property(j => j.StoreId).HasColumnName("store_id");
        job.Property(j => j.Request).HasColumnName("request");
        job.Property(j => j.FactsVersion).HasColumnName("facts_version");
        job.Property(j => j.FileId).HasColumnName("file_id").HasMaxLength(ReportIdLength);
        job.Property(j => j.FileLength).HasColumnName("file_length");
        job.Property(j => j.FileDigest).HasColumnName("file_digest");
        job.Property(j => j.Stores).HasColumnName("stores");
        job.Property(j => j.StoresWithoutPolls).HasColumnName("stores_without_polls");
        job.Property(j => j.LatestPollAt).HasColumnName("latest_poll_us");
        job.Property(j => j.RequestedAt).HasColumnName("requested_at_us");
        job.Property(j => j.StartedAt).HasColumnName("started_at_us");
        job.Property(j => j.FinishedAt).HasColumnName("finished_at_us");
        job.Property(j => j.Owner).HasColumnName("owner").HasMaxLength(ReportIdLength);
        job.Property(j => j.LeaseUntil).HasColumnName("lease_until_us");
        job.Property(j => j.Attempt).HasColumnName("attempt");
        job.Property(j => j.NotBefore).HasColumnName("not_before_us");
        job.Property(j => j.Error).HasColumnName("error");
    });
}
