namespace StoreMonitor.Ingestion;

/// <summary>The kinds of input files, in the order in which they are loaded.</summary>
internal enum InputKind
{
    Zones,
    Hours,
    Stores,
    Groups,
    SpecialHours,
    Closures,
    Status,
}

/// <summary>A file to ingest.</summary>
internal sealed record InputFile(InputKind Kind, string Path);
