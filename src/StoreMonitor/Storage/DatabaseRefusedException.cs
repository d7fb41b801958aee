namespace StoreMonitor.Storage;

/// <summary>A database that must not be used: of another version or program, replaced by another, or without facts that it had.</summary>
internal sealed class DatabaseRefusedException(string path, string reason)
    : Exception($"the database {path} {reason}; nothing in it was changed");
