namespace StoreMonitor.Core.Uptime;

/// <summary>The version of the rules by which figures are computed.</summary>
public static class CalculationRules
{
    /// <summary>
    /// Goes up with every change after which the same facts, as-of instant and options may give other figures or cells; two reports of
    /// different versions are never the same report (rule R14).
    /// </summary>
    /// <remarks>2: closings past 24:00, business time that is not known, order of ids by UTF-8 bytes.</remarks>
    public const int Version = 2;
}
