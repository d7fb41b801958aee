using NodaTime;

namespace StoreMonitor.Storage;

/// <summary>How much data there is, and how recent it is.</summary>
/// <param name="Stores">Every store that a file has named, with or without polls.</param>
/// <param name="LatestPoll">The instant of the latest poll (rule R13); <c>null</c> while there is none.</param>
internal sealed record DataSize(long Stores, long Polls, Instant? LatestPoll);

/// <summary>The size of the stored data, counted once for each version of the facts.</summary>
internal sealed class StoredData(IFacts facts)
{
    private readonly Lock _counting = new();
    private (long Version, DataSize Size)? _counted;

    /// <summary>The size of the data as it is now.</summary>
    /// <remarks>A new version of the facts costs one scan of all polls.</remarks>
    public DataSize Read()
    {
        using var reader = facts.OpenReader();
        lock (_counting)
        {
            reader.BeginSnapshot();
            var state = reader.ReadState();
            if (_counted is not { } counted || counted.Version != state.Version)
                _counted = counted = (state.Version, new DataSize(reader.CountStores(), reader.CountPolls(), state.LatestPoll));
            return counted.Size;
        }
    }
}
