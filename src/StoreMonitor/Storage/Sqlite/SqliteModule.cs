using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>What the service needs of a SQLite file of facts, and of the file of report jobs beside it.</summary>
internal static class SqliteModule
{
    public static void AddSqlite(this IServiceCollection services, Database database)
    {
        services.AddSingleton(database);
        services.AddSingleton<IFacts>(provider => new SqliteFacts(provider.GetRequiredService<Database>()));
        services.TryAddSingleton(provider => new JobsFile(provider.GetRequiredService<Database>()));
        services.TryAddSingleton<IJobStorage>(provider => provider.GetRequiredService<JobsFile>());
        services.AddPooledDbContextFactory<JobsDb>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<JobsFile>().PooledConnectionString)
            .AddInterceptors(new JobsFile.Durable()));
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: ["ready"])
            .AddCheck<JobsHealth>("report jobs", tags: ["ready"]);
    }
}
