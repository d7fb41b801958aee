using Microsoft.EntityFrameworkCore;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Storage.Postgres;

/// <summary>What the service needs of a database of a PostgreSQL server, which has the facts and the report jobs.</summary>
internal static class PostgresModule
{
    public static void AddPostgres(this IServiceCollection services, PostgresDatabase database)
    {
        services.AddSingleton(database);
        services.AddSingleton<IFacts>(new PostgresFacts(database));
        services.AddSingleton<IJobStorage, PostgresJobs>();
        services.AddPooledDbContextFactory<JobsDb>(options => options.UseNpgsql(database.Source));
        services.AddHealthChecks().AddCheck<PostgresHealth>("database", tags: ["ready"]);
    }
}
