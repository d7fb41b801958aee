namespace StoreMonitor.Storage.Chunks;

/// <summary>The chunk of a store that follows an instant: it names the latest chunk at or before that instant.</summary>
internal readonly record struct NextChunk(long From, long Previous);
