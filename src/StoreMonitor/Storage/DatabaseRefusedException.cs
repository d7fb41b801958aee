namespace StoreMonitor.Storage;

/// <summary>A database that this version must not touch; nothing in it was changed.</summary>
internal sealed class DatabaseRefusedException(string path, string reason)
    : Exception($"the database {path} {reason}; nothing in it was changed");
