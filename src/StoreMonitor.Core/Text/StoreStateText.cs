using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Text;

/// <summary>The names of states and statuses in reports and explanations.</summary>
public static class StoreStateText
{
    /// <summary>The state of a store at an instant: rule R21.</summary>
    public static string Format(StoreState state) => state switch
    {
        StoreState.Closed => "closed",
        StoreState.Planned => "planned",
        StoreState.Down => "down",
        StoreState.Up => "up",
        StoreState.Unknown => "unknown",
    };

    /// <summary>The state of business time that is covered by a poll with this status.</summary>
    public static string Format(StoreStatus status) => status switch
    {
        StoreStatus.Active => "up",
        StoreStatus.Inactive => "down",
    };

    /// <summary>The status of a poll as the input files spell it.</summary>
    public static string FormatStatus(StoreStatus status) => status switch
    {
        StoreStatus.Active => "active",
        StoreStatus.Inactive => "inactive",
    };
}
