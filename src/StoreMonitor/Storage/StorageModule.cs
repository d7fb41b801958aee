using StoreMonitor.Storage.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>What the service needs of the database of facts and of the report jobs.</summary>
internal static class StorageModule
{
    /// <param name="database">The database, as the settings name it.</param>
    public static void AddStorage(this IServiceCollection services, string database)
    {
        services.AddSqlite(new Database(database));
        services.AddSingleton<StoredData>();
    }
}
