using NodaTime;
using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>Everything beside the facts that a report depends on (rule R14).</summary>
/// <param name="AsOf">The "now" of the report.</param>
/// <param name="Options">The interpolation and the max carry.</param>
/// <param name="StoreId">The one store it is about; <c>null</c> for all of them.</param>
internal sealed record ReportRequest(Instant AsOf, UptimeOptions Options, string? StoreId)
{
    /// <summary>The versions of this program, of its rules, and of the time zone data, because each may change the figures.</summary>
    /// <remarks>
    /// The compiler derives the id of a module from everything that it compiles, so each build with a change has another version,
    /// although nobody increased a number.
    /// </remarks>
    public static string CalculationVersion { get; } =
        $"{BuildOf(typeof(ReportRequest))} rules {CalculationRules.Version} {BuildOf(typeof(CalculationRules))}"
        + $" tz {DateTimeZoneProviders.Tzdb.VersionId}";

    /// <summary>The columns after the store id; those of rule R15 unless others were asked for.</summary>
    /// <remarks>Only a command asks for others; <see cref="TextOf"/> leaves them out.</remarks>
    public IReadOnlyList<ReportColumn> Columns { get; init; } = ReportColumn.Default;

    /// <summary>What the report shows, and of when.</summary>
    public ReportSpec Spec => new(AsOf, Options, Columns);

    /// <summary>The ids of the only stores that get a row; <c>null</c> for all of them. Only a command names any.</summary>
    public IReadOnlySet<string>? Stores { get; init; }

    /// <summary>The request that a job is for.</summary>
    public static ReportRequest Of(ReportJob job) => new(job.AsOf, new UptimeOptions(job.Interpolation, job.MaxCarry), job.StoreId);

    /// <summary>The request as text; equal texts mean equal requests to the same version of the calculation.</summary>
    public string TextOf(string calculationVersion) =>
        $"{InstantText.Format(AsOf)} {InterpolationText.Format(Options.Interpolation)} {DurationText.Format(Options.MaxCarry)}"
        + $" [{calculationVersion}]{(StoreId is null ? "" : $" store {StoreId}")}";

    private static string BuildOf(Type type) => type.Module.ModuleVersionId.ToString("N");
}
