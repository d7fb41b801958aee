using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;
using StoreMonitor.Reports.Jobs;

namespace StoreMonitor.Tests.Support;

/// <summary>The service as Program starts it, on a folder, without a socket.</summary>
internal sealed class ServiceFactory(ServiceFolder folder) : WebApplicationFactory<Program>
{
    /// <summary>Whether queued reports are run; when not, they wait until <see cref="StartWorker"/>.</summary>
    public bool RunsWorker { get; init; } = true;

    public string EnvironmentName { get; init; } = Environments.Production;

    public int QueueLimit { get; init; } = 1_000;

    public int ReportsAtOnce { get; init; } = 1;

    /// <summary>When reports are attempted again.</summary>
    public RetrySchedule Retries { get; init; } = ServiceStorage.QuickRetries;

    /// <summary>More settings, which go before those of this class.</summary>
    public (string Name, string Value)[] Settings { get; init; } = [];

    public HttpClient CreateQuietClient() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    public Task StartWorker() => Services.GetRequiredService<ReportWorker>().StartAsync(CancellationToken.None);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseSetting("Data:Folder", folder.Data);
        builder.UseSetting("Reports:Folder", folder.Reports);
        builder.UseSetting("Reports:QueueLimit", $"{QueueLimit}");
        builder.UseSetting("Reports:AtOnce", $"{ReportsAtOnce}");
        builder.UseSetting("ConnectionStrings:StoreMonitor", folder.Database);
        builder.UseSetting("Logging:LogLevel:Default", "None");
        builder.UseSetting("Logging:LogLevel:Microsoft", "None");
        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "None");
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(Replace);
    }

    private void Replace(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IClock>(new FakeClock(ServiceFolder.Now)));
        services.Replace(ServiceDescriptor.Singleton(Retries));
        if (!RunsWorker)
            services.Remove(services.Single(IsWorker));
    }

    private static bool IsWorker(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(ReportWorker);
}
