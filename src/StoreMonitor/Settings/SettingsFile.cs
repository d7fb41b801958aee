using System.Text.Json;

namespace StoreMonitor.Settings;

/// <summary>Describes an error in appsettings.json.</summary>
internal static class SettingsFile
{
    /// <summary>A usage error that names the file, the line and the problem.</summary>
    public static UsageException Unreadable(InvalidDataException failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is JsonException json)
                return new UsageException($"{FileIn(failure)}:{(json.LineNumber ?? 0) + 1}: {ReasonIn(json)}");
        }

        return new UsageException($"{FileIn(failure)}: {(failure.InnerException ?? failure).Message}");
    }

    // The configuration gives the file name only in its message: Failed to load configuration from file '/app/appsettings.json'.
    private static string FileIn(InvalidDataException failure) =>
        failure.Message.Split('\'') is [_, var file, ..] ? file : "the settings file";

    // Without the position, which the message already starts with.
    private static string ReasonIn(JsonException json)
    {
        var position = json.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? json.Message : json.Message[..position];
    }
}
