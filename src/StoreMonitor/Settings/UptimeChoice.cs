using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Settings;

/// <summary>The calculation that a command line asks for.</summary>
/// <param name="MaxCarry">How far a poll speaks; <c>null</c> when the settings decide.</param>
internal readonly record struct UptimeChoice(Interpolation Interpolation, Duration? MaxCarry)
{
    /// <summary>The calculation, with the settings for what was left out.</summary>
    public UptimeOptions Over(MonitorOptions settings) => new(Interpolation, MaxCarry ?? settings.MaxCarry);
}
