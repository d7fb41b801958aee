namespace StoreMonitor.Core.Uptime;

/// <summary>The units of local time by which a window is cut into buckets (rule R20).</summary>
public enum BucketUnit
{
    /// <summary>From each full hour of the local clock to the next.</summary>
    Hour,

    /// <summary>From each local midnight to the next.</summary>
    Day,

    /// <summary>From the midnight that starts each Monday to the next.</summary>
    Week,

    /// <summary>From the midnight that starts the first day of each month to the next.</summary>
    Month,
}
