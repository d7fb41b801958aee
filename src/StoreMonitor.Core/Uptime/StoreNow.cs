namespace StoreMonitor.Core.Uptime;

/// <summary>What a store is at the as-of instant: rule R21.</summary>
public enum StoreState
{
    /// <summary>The instant lies outside the hours of the store.</summary>
    Closed,

    /// <summary>The instant lies within the hours of the store, and within a planned closure (rule R18).</summary>
    Planned,

    /// <summary>The last known status is down.</summary>
    Down,

    /// <summary>The last known status is up.</summary>
    Up,

    /// <summary>It is business time, and no poll speaks for it.</summary>
    Unknown,
}

/// <summary>The state of a store at the as-of instant: rule R21.</summary>
/// <param name="State">As rule R8 has it for the last microsecond before the as-of instant.</param>
/// <param name="IsDormant">The store has no counted poll within max carry of the as-of instant.</param>
public readonly record struct StoreNow(StoreState State, bool IsDormant);
