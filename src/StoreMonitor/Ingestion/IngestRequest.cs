using StoreMonitor.Ingestion.Rejected;

namespace StoreMonitor.Ingestion;

/// <summary>What the <c>ingest</c> verb is to load, beyond the settings.</summary>
/// <param name="Status">The named file of polls; <c>null</c> if none was named.</param>
/// <param name="Hours">The named file of business hours; <c>null</c> if none was named.</param>
/// <param name="Zones">The named file of zones; <c>null</c> if none was named.</param>
/// <param name="Limit">How many rows may be rejected.</param>
internal sealed record IngestRequest(string? Status, string? Hours, string? Zones, RejectionLimit Limit)
{
    /// <summary>The whole data folder, with no limit on rejected rows.</summary>
    public static readonly IngestRequest DataFolder = new(null, null, null, RejectionLimit.None);

    /// <summary>Whether files were named, so that the data folder is ignored.</summary>
    public bool NamesFiles => Status is not null || Hours is not null || Zones is not null;

    /// <summary>The named files, or those of the data folder if none was named.</summary>
    public InputFiles FilesIn(string dataFolder) =>
        NamesFiles ? InputFiles.Named(Status, Hours, Zones) : InputFiles.FindIn(dataFolder);
}
