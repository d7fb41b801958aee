using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>A store with the hours that apply to it.</summary>
/// <param name="LastChunk">The instant of the first poll of its latest chunk; <see cref="PollChunk.None"/> when it has no polls.</param>
internal sealed record Store(int Key, string Id, StoreHours Hours, long LastChunk);
