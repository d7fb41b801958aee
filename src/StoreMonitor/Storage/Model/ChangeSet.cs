using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Model;

/// <summary>Who changed facts of stores, when, and by what: see <see cref="ChangeOrigin"/>.</summary>
internal sealed class ChangeSet
{
    public long Id { get; init; }

    public Instant At { get; init; }

    public required string Who { get; init; }

    public required string Source { get; init; }

    /// <summary>See <see cref="ChangeChecksum"/>.</summary>
    public long Checksum { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ChangeSet>
    {
        public void Configure(EntityTypeBuilder<ChangeSet> builder)
        {
            builder.ToTable("change_sets").HasKey(s => s.Id);
            builder.Property(s => s.Id).HasColumnName("change_set").ValueGeneratedNever();
            builder.Property(s => s.At).HasColumnName("at_us");
            builder.Property(s => s.Who).HasColumnName("who");
            builder.Property(s => s.Source).HasColumnName("source");
            builder.Property(s => s.Checksum).HasColumnName("checksum");
        }
    }
}
