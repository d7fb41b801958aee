namespace StoreMonitor.Core.Uptime;

/// <summary>How the status between two polls is told.</summary>
/// <remarks>The numbers are stored with report jobs: they never change their meaning.</remarks>
public enum Interpolation
{
    /// <summary>A status holds until the next poll: rule R8, the default.</summary>
    Hold = 0,

    /// <summary>The nearest poll decides: rule R9.</summary>
    Midpoint = 1,

    /// <summary>Business time is shared out by the share of active polls: rule R10.</summary>
    Proportional = 2,
}
