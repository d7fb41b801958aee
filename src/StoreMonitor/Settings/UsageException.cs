namespace StoreMonitor.Settings;

/// <summary>The command line or a setting is invalid: exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
