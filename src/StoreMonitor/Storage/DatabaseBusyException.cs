namespace StoreMonitor.Storage;

/// <summary>Another process held the database for longer than the caller would wait; nothing was changed.</summary>
internal sealed class DatabaseBusyException() : Exception("the database is held by another process");
