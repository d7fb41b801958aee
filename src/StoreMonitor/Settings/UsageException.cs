namespace StoreMonitor.Settings;

/// <summary>The program was asked for something it cannot do that way: exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
