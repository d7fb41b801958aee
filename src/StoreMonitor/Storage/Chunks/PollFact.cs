using System.Runtime.InteropServices;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage.Chunks;

/// <summary>A poll and the store it is of, as it is stored. 16 bytes: an ingest holds millions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PollFact(long AtMicroseconds, int StoreKey, StoreStatus Status);
