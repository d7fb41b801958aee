using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.Text;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Http;

/// <summary>
/// Reports the amount and age of the data. The status is degraded if the latest poll is older than <c>Health__MaxDataAge</c>.
/// </summary>
/// <remarks>A degraded service is still ready: it can compute reports, but their figures describe the past.</remarks>
internal sealed class DataAgeHealth(StoredData data, MonitorOptions options, IClock clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(Check(data.Read()));
        }
        catch (Exception failure) when (StorageFailure.Of(failure) is { } storage)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(storage.Text, failure));
        }
    }

    private HealthCheckResult Check(DataSize size)
    {
        var facts = new Dictionary<string, object> { ["data"] = options.DataSource, ["stores"] = size.Stores, ["polls"] = size.Polls };
        if (size.LatestPoll is not { } latest)
            return options.MaxDataAge is null
                ? HealthCheckResult.Healthy(data: facts)
                : HealthCheckResult.Degraded("there are no polls", data: facts);

        var now = clock.GetCurrentInstant();
        var age = now - latest;
        facts["latest_poll"] = InstantPattern.ExtendedIso.Format(latest);
        facts["age_seconds"] = Math.Round(age.TotalSeconds, 6);
        return options.MaxDataAge is { } most && age > most
            ? HealthCheckResult.Degraded(
                $"the latest poll is from {AgeText.Of(latest, now)}; Health__MaxDataAge is {DurationText.Format(most)}", data: facts)
            : HealthCheckResult.Healthy(data: facts);
    }
}
