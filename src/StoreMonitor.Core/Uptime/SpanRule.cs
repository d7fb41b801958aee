namespace StoreMonitor.Core.Uptime;

/// <summary>Which rule gave a span its status.</summary>
public enum SpanRule
{
    /// <summary>R8.1: the latest counted poll at or before, in the same business interval.</summary>
    LatestInInterval,

    /// <summary>R8.2: the earliest counted poll after, in the same business interval.</summary>
    EarliestInInterval,

    /// <summary>R8.3: the latest counted poll before, in an earlier business interval.</summary>
    LatestBefore,

    /// <summary>R8.4: the earliest counted poll after, in a later business interval.</summary>
    EarliestAfter,

    /// <summary>R8.5: no counted poll is in reach; unknown.</summary>
    NoneInReach,

    /// <summary>R9: the nearest counted poll.</summary>
    Nearest,

    /// <summary>R10: the share of the active polls decides, so that no single poll does.</summary>
    Proportional,
}
