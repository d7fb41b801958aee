using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Ingestion;
using StoreMonitor.Reports;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Postgres;
using StoreMonitor.Storage.Sqlite;

namespace StoreMonitor.Tests.Support;

/// <summary>The parts of the service that reports are made of, on a folder, without the web.</summary>
internal sealed class ServiceStorage : IDisposable
{
    public static readonly Instant ExamplesAsOf = Instant.FromUtc(2024, 10, 7, 12, 0);

    /// <summary>How long a reader, and who changes a job, waits for another process; short, so that tests can outwait it.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(1);

    /// <summary>All attempts of a report within half a second, by the monotonic clock.</summary>
    public static readonly RetrySchedule QuickRetries = new(Duration.FromMilliseconds(1));

    private readonly ServiceProvider _services;

    // Null on a server.
    private readonly Database? _database;
    private readonly JobsFile? _jobs;

    /// <param name="retries">When reports are attempted again; all attempts of a report within half a second unless a test needs others.</param>
    public ServiceStorage(ServiceFolder folder, RetrySchedule? retries = null)
    {
        Folder = folder;
        Options = new MonitorOptions(
            folder.Data, folder.Reports, folder.Database, ReportQueueLimit: 1_000, ReportsAtOnce: 1, AllowAnonymous: false);
        if (!Databases.IsServer(folder.Database))
        {
            _database = new Database(folder.Database) { BusyTimeout = BusyTimeout };
            _jobs = new JobsFile(_database, (int)BusyTimeout.TotalSeconds);
        }

        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Options)
            .AddSingleton<IClock>(Clock)
            .AddSingleton(retries ?? QuickRetries)
            .With(AddDatabase)
            .With(ReportModule.AddReports)
            .BuildServiceProvider();
        Facts.Prepare();
        _services.GetRequiredService<IJobStorage>().Prepare();
    }

    public ServiceFolder Folder { get; }

    public FakeClock Clock { get; } = new(ServiceFolder.Now);

    public MonitorOptions Options { get; }

    /// <summary>The database of facts, in tests that are about SQLite.</summary>
    public Database Database => _database ?? throw new InvalidOperationException("the test runs on PostgreSQL");

    public IFacts Facts => _services.GetRequiredService<IFacts>();

    /// <summary>The file of the report jobs, in tests that are about SQLite.</summary>
    public JobsFile Jobs => _jobs ?? throw new InvalidOperationException("the test runs on PostgreSQL");

    public ReportQueue Queue => _services.GetRequiredService<ReportQueue>();

    public ReportClaims Claims => _services.GetRequiredService<ReportClaims>();

    public ReportOutcomes Outcomes => _services.GetRequiredService<ReportOutcomes>();

    public ReportLeases Leases => _services.GetRequiredService<ReportLeases>();

    public ReportWorker Worker => _services.GetRequiredService<ReportWorker>();

    public ReportRetention Retention => _services.GetServices<IHostedService>().OfType<ReportRetention>().Single();

    public ReportFiles Files => _services.GetRequiredService<ReportFiles>();

    /// <summary>Requests with different carries have no file in common.</summary>
    public static ReportRequest RequestWithCarry(Duration maxCarry, Instant asOf) =>
        new(asOf, new UptimeOptions(Interpolation.Hold, maxCarry), StoreId: null);

    public void Ingest() => new IngestCommand(Facts, Folder.Data, Folder.Reports, new FakeClock(ServiceFolder.Now))
        .Run(TextWriter.Null, TextWriter.Null, CancellationToken.None);

    public async Task<string> Enqueue(ReportRequest? request = null) =>
        (await Queue.Enqueue(request ?? new ReportRequest(ExamplesAsOf, UptimeOptions.Default, StoreId: null), CancellationToken.None))!;

    public Task<ReportJob?> Claim() => Claims.ClaimOldest(CancellationToken.None);

    public Task<ReportJob?> ClaimExpired() => Claims.ClaimExpired(CancellationToken.None);

    public Task<bool> Complete(ReportJob job, string? fileId = null) =>
        Outcomes.Complete(job, FinishedWith(fileId ?? job.ReportId), CancellationToken.None);

    public async Task<ReportState> StateOf(string reportId) => (await Queue.Find(reportId, CancellationToken.None))!.State;

    public Task WaitUntil(string reportId, ReportState state) =>
        ServiceWait.Eventually(async () => await StateOf(reportId) == state, $"report {reportId} is {state}");

    /// <summary>Puts a job in a state, as a process that was killed would have left it.</summary>
    public async Task Force(string reportId, ReportState state)
    {
        await using var db = OpenJobs();
        await db.ReportJobs.Where(job => job.ReportId == reportId).ExecuteUpdateAsync(job => job.SetProperty(j => j.State, state));
    }

    public JobsDb OpenJobs() => _services.GetRequiredService<IDbContextFactory<JobsDb>>().CreateDbContext();

    /// <summary>A finished report with a file of its own that nobody has written.</summary>
    public static FinishedReport FinishedWith(string fileId) => new(fileId, 7, "digest", FactsVersion: 1, Stores: 4, StoresWithoutPolls: 1, ExamplesAsOf);

    public void Dispose() => _services.Dispose();

    private void AddDatabase(IServiceCollection services)
    {
        if (_database is null || _jobs is null)
            services.AddPostgres(new PostgresDatabase(Folder.Database));
        else
            services.AddSingleton(_jobs).AddSqlite(_database);
    }
}

internal static class ServiceCollectionSteps
{
    /// <summary>A step that returns nothing, in a chain.</summary>
    public static IServiceCollection With(this IServiceCollection services, Action<IServiceCollection> add)
    {
        add(services);
        return services;
    }
}
