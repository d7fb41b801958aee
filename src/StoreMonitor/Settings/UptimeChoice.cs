using NodaTime;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Settings;

/// <summary>The calculation options given on a command line.</summary>
/// <param name="MaxCarry">How far a poll carries; <c>null</c> to use the setting.</param>
internal readonly record struct UptimeChoice(Interpolation Interpolation, Duration? MaxCarry)
{
    /// <summary>The options, with omitted values taken from the settings.</summary>
    public UptimeOptions Over(MonitorOptions settings) => new(Interpolation, MaxCarry ?? settings.MaxCarry);
}
