using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StoreMonitor.Storage;

/// <summary>What a check of files or of a database found, in words without paths: anybody may ask.</summary>
internal static class HealthOf
{
    /// <param name="what">What is checked, for the description.</param>
    /// <param name="probe">Throws what is in the way.</param>
    public static HealthCheckResult Files(string what, Action probe)
    {
        try
        {
            probe();
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (StorageFailure.Of(failure) is { } storage)
        {
            return HealthCheckResult.Unhealthy($"{what}: {storage.Text}");
        }
        catch (DatabaseRefusedException refused)
        {
            return HealthCheckResult.Unhealthy($"{what}: {FailureText.WithoutPaths(refused)}");
        }
        catch (IOException failure) when (FailureText.IsDiskFull(failure))
        {
            return HealthCheckResult.Unhealthy($"{what}: its disk is full, or nearly so");
        }
        catch (Exception failure) when (failure is DirectoryNotFoundException or FileNotFoundException)
        {
            return HealthCheckResult.Unhealthy($"{what}: it, or its folder, is gone");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy($"{what}: it, or its folder, cannot be written");
        }
    }
}
