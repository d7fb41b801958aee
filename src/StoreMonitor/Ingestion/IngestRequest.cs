using StoreMonitor.Ingestion.Rejected;

namespace StoreMonitor.Ingestion;

/// <summary>What the <c>ingest</c> verb is asked for beyond the settings.</summary>
/// <param name="Status">The file of polls that was named; <c>null</c> when none was.</param>
/// <param name="Hours">The file of business hours that was named.</param>
/// <param name="Zones">The file of zones that was named.</param>
/// <param name="Limit">How many rows may be rejected.</param>
internal sealed record IngestRequest(string? Status, string? Hours, string? Zones, RejectionLimit Limit)
{
    /// <summary>The whole data folder, with any number of rejected rows.</summary>
    public static readonly IngestRequest DataFolder = new(null, null, null, RejectionLimit.None);

    /// <summary>Whether files were named, so that the data folder is not looked at.</summary>
    public bool NamesFiles => Status is not null || Hours is not null || Zones is not null;

    /// <summary>The files that were named, or those of the data folder when none was.</summary>
    public InputFiles FilesIn(string dataFolder) =>
        NamesFiles ? InputFiles.Named(Status, Hours, Zones) : InputFiles.FindIn(dataFolder);
}
