using Microsoft.EntityFrameworkCore;

namespace StoreMonitor.Storage;

/// <summary>What the service needs of the database.</summary>
internal static class StorageModule
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddPooledDbContextFactory<MonitorDb>((provider, options) =>
            options.UseSqlite(provider.GetRequiredService<Database>().PooledConnectionString));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
    }
}
