using NodaTime;
using StoreMonitor.Ingestion.Rejected;

namespace StoreMonitor.Ingestion;

/// <summary>What the <c>ingest</c> verb is to load, beyond the settings.</summary>
/// <param name="Named">The named files; none for those of the data folder.</param>
/// <param name="Limit">How many rows may be rejected.</param>
/// <param name="EffectiveFrom">
/// The first date of the weeks and zones whose rows give none (rule R19); <c>null</c> if they are undated.
/// </param>
internal sealed record IngestRequest(IReadOnlyList<InputFile> Named, RejectionLimit Limit, LocalDate? EffectiveFrom)
{
    /// <summary>The whole data folder, with no limit on rejected rows.</summary>
    public static readonly IngestRequest DataFolder = new([], RejectionLimit.None, null);

    /// <summary>Whether files were named, so that the data folder is ignored.</summary>
    public bool NamesFiles => Named.Count > 0;

    /// <summary>The named files, or those of the data folder if none was named.</summary>
    public InputFiles FilesIn(string dataFolder) => NamesFiles ? InputFiles.Named(Named) : InputFiles.FindIn(dataFolder);
}
