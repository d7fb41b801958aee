using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StoreMonitor.Storage.Model;

/// <summary>What is known of a store beside its undated week and zone: see <see cref="StoreDetails"/>.</summary>
internal sealed class StoredDetails
{
    public int StoreKey { get; init; }

    public string? Name { get; set; }

    public string? OwnGroups { get; set; }

    public string? ListedGroups { get; set; }

    public string? DatedWeeks { get; set; }

    public string? DatedZones { get; set; }

    public string? SpecialHours { get; set; }

    public string? Closures { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<StoredDetails>
    {
        public void Configure(EntityTypeBuilder<StoredDetails> builder)
        {
            builder.ToTable("store_details").HasKey(d => d.StoreKey);
            builder.Property(d => d.StoreKey).HasColumnName("store_key").ValueGeneratedNever();
            builder.Property(d => d.Name).HasColumnName("name");
            builder.Property(d => d.OwnGroups).HasColumnName("own_groups");
            builder.Property(d => d.ListedGroups).HasColumnName("listed_groups");
            builder.Property(d => d.DatedWeeks).HasColumnName("dated_weeks");
            builder.Property(d => d.DatedZones).HasColumnName("dated_zones");
            builder.Property(d => d.SpecialHours).HasColumnName("special_hours");
            builder.Property(d => d.Closures).HasColumnName("closures");
            builder.HasOne<NamedStore>().WithOne().HasForeignKey<StoredDetails>(d => d.StoreKey).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
