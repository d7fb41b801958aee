namespace StoreMonitor.Hosting;

/// <summary>A verb that reads a database was given one that does not exist.</summary>
internal sealed class NoDatabaseException(string database, string dataFolder)
    : Exception($"there is no database {database}: create it with `ingest --data {dataFolder} --database {database}`");
