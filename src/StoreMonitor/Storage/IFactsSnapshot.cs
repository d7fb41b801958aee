using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>The facts as they are at one moment, for readers that work in parallel.</summary>
internal interface IFactsSnapshot : IDisposable
{
    /// <summary>What is known of all facts together.</summary>
    FactsState Facts { get; }

    /// <summary>Each for one thread at a time.</summary>
    IReadOnlyList<IFactsReader> Readers { get; }

    /// <summary>Verifies, after everything was read, that nobody has changed what was read without a lock.</summary>
    /// <exception cref="IOException">Somebody has: what was read may be a mixture.</exception>
    void MustBeUnchanged();
}
