using StoreMonitor.Storage.Postgres;
using StoreMonitor.Storage.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>What the service needs of the database of facts and of the report jobs.</summary>
internal static class StorageModule
{
    /// <param name="database">The database, as the settings name it.</param>
    public static void AddStorage(this IServiceCollection services, string database)
    {
        if (Databases.IsServer(database))
            services.AddPostgres(new PostgresDatabase(database));
        else
            services.AddSqlite(new Database(database));
        services.AddSingleton<StoredData>();
    }
}
