using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>A store with the hours that apply to it.</summary>
/// <param name="LastChunk">The instant of the first poll of its latest chunk; <see cref="PollChunk.None"/> when it has no polls.</param>
/// <param name="Details">What else is known of it.</param>
/// <param name="Changes">How many changes of its facts were ever recorded: see <see cref="IFactsReader.ReadChanges"/>.</param>
internal sealed record Store(int Key, string Id, StoreHours Hours, long LastChunk, StoreDetails Details, long Changes);
