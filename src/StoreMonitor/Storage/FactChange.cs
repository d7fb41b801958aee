using NodaTime;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage;

/// <summary>Who changes facts, when, and by what.</summary>
/// <param name="At">What the clock says.</param>
/// <param name="Who">The user of the operating system, or the key of a client.</param>
/// <param name="Source">The command with the name of its file, or the call.</param>
internal sealed record ChangeOrigin(Instant At, string Who, string Source);

/// <summary>A new text for a column of a store, and what is recorded about it.</summary>
/// <param name="StoreKey">The key under which the store is stored.</param>
/// <param name="Text">The text from now on; <c>null</c> for none.</param>
/// <param name="Before">The facts that are replaced or removed; <c>null</c> for none.</param>
/// <param name="After">The facts that are new; <c>null</c> for none. When both are <c>null</c>, nothing is recorded.</param>
internal sealed record TextChange(int StoreKey, string? Text, string? Before, string? After)
{
    /// <summary>Whether the change is recorded.</summary>
    public bool IsRecorded => Before is not null || After is not null;
}

/// <summary>A change of a store's facts that was recorded.</summary>
/// <param name="Column">What kind of fact it is; <paramref name="Before"/> and <paramref name="After"/> are in its form.</param>
/// <inheritdoc cref="TextChange" path="/param"/>
internal sealed record FactChange(ChangeOrigin Origin, StoreColumn Column, string? Before, string? After)
{
    /// <summary>
    /// How many changes of a store are kept; the oldest are removed, so that files that flip a fact daily do not fill the disk.
    /// </summary>
#if DEBUG
    // Small, so that the tests cross the boundary.
    public const int KeptPerStore = 20;
#else
    // Three years of a change a day. Chosen.
    public const int KeptPerStore = 1_000;
#endif
}
