namespace StoreMonitor.Core.Polls;

/// <summary>What a store answered when it was polled.</summary>
/// <remarks>The numbers are stored in databases: they never change their meaning.</remarks>
public enum StoreStatus : byte
{
    /// <summary>The store did not take orders.</summary>
    Inactive = 0,

    /// <summary>The store took orders.</summary>
    Active = 1,
}
