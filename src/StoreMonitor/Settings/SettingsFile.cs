using System.Text.Json;

namespace StoreMonitor.Settings;

/// <summary>What is wrong with appsettings.json.</summary>
internal static class SettingsFile
{
    /// <summary>The failure to read the file as wrong usage: which file, which line, and what is wrong there.</summary>
    public static UsageException Unreadable(InvalidDataException failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is JsonException json)
                return new UsageException($"{FileIn(failure)}:{(json.LineNumber ?? 0) + 1}: {ReasonIn(json)}");
        }

        return new UsageException($"{FileIn(failure)}: {(failure.InnerException ?? failure).Message}");
    }

    // The configuration names the file only in its message: Failed to load configuration from file '/app/appsettings.json'.
    private static string FileIn(InvalidDataException failure) =>
        failure.Message.Split('\'') is [_, var file, ..] ? file : "the settings file";

    // Without the position, which is already in front.
    private static string ReasonIn(JsonException json)
    {
        var position = json.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? json.Message : json.Message[..position];
    }
}
