using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Model;

/// <summary>A change of a store's facts: see <see cref="FactChange"/>.</summary>
internal sealed class RecordedChange
{
    public int StoreKey { get; init; }

    /// <summary>The number of the change among those of the store, from 1.</summary>
    public long Number { get; init; }

    public long ChangeSet { get; init; }

    /// <summary>The name of the column: see <see cref="StoreColumns"/>.</summary>
    public required string Kind { get; init; }

    public string? ValueBefore { get; init; }

    public string? ValueAfter { get; init; }

    /// <summary>See <see cref="ChangeChecksum"/>.</summary>
    public long Checksum { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<RecordedChange>
    {
        public void Configure(EntityTypeBuilder<RecordedChange> builder)
        {
            builder.ToTable("fact_changes").HasKey(c => new { c.StoreKey, c.Number });
            builder.Property(c => c.StoreKey).HasColumnName("store_key");
            builder.Property(c => c.Number).HasColumnName("number");
            builder.Property(c => c.ChangeSet).HasColumnName("change_set");
            builder.Property(c => c.Kind).HasColumnName("kind");
            builder.Property(c => c.ValueBefore).HasColumnName("value_before");
            builder.Property(c => c.ValueAfter).HasColumnName("value_after");
            builder.Property(c => c.Checksum).HasColumnName("checksum");
            builder.HasOne<NamedStore>().WithMany().HasForeignKey(c => c.StoreKey).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ChangeSet>().WithMany().HasForeignKey(c => c.ChangeSet).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
