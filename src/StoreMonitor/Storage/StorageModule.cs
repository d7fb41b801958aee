using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>What the service needs of the database of facts and of the file of report jobs.</summary>
internal static class StorageModule
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new JobsFile(provider.GetRequiredService<Database>()));
        services.AddPooledDbContextFactory<JobsDb>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<JobsFile>().PooledConnectionString)
            .AddInterceptors(new JobsFile.Durable()));
        services.AddSingleton<StoredData>();
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: ["ready"])
            .AddCheck<JobsHealth>("report jobs", tags: ["ready"]);
    }
}
