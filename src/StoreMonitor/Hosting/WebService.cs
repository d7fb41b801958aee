using Microsoft.Extensions.Configuration.Memory;
using NodaTime;
using StoreMonitor.Http;
using StoreMonitor.Ingestion;
using StoreMonitor.Logging;
using StoreMonitor.Polls;
using StoreMonitor.Reports;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting;

/// <summary>The web service: its components, its routes, and what happens before it listens.</summary>
internal static class WebService
{
    // The time for requests in progress at shutdown, well within the ten seconds after which a container is killed. Chosen.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    /// <param name="args">Settings for the host, as <c>--key=value</c>.</param>
    /// <param name="overrides">Settings that override all others.</param>
    /// <param name="diagnostics">Receives warnings about the settings, in the format that the settings choose.</param>
    /// <exception cref="UsageException">A setting is unreadable or has an invalid value.</exception>
    public static WebApplication Build(
        string[] args, Dictionary<string, string?> overrides, IClock clock, DiagnosticLines? diagnostics = null)
    {
        WebApplication? app = null;
        var builder = CreateBuilder(args, overrides);
        var form = ServiceLogging.FormOf(builder.Configuration);
        if (form == DiagnosticForm.Json)
            diagnostics?.Use(form);
        foreach (var warning in KnownSettings.WarningsFor(builder.Configuration))
            diagnostics?.WriteLine($"warning: {warning}");

        ServiceLogging.Configure(builder, () => app?.Lifetime.ApplicationStarted.IsCancellationRequested == true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);

        var options = SampleData.StandIn(MonitorOptions.From(builder.Configuration), builder.Configuration);
        var http = HttpOptions.From(builder.Configuration);
        ListenOnLoopback(builder, options);
        builder.WebHost.ConfigureKestrel(kestrel => ConnectionLimits.Set(kestrel, http));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(http);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(services => new IngestCommand(
            services.GetRequiredService<IFacts>(), options.DataFolder, options.ReportsFolder, services.GetRequiredService<IClock>()));
        builder.Services.AddHttp(http);
        builder.Services.AddStorage(options.Database);
        builder.Services.AddReports();
        builder.Services.AddPolls();

        app = builder.Build();
        app.MapHttp(http);
        app.MapReports();
        app.MapPolls();
        return app;
    }

    /// <summary>Updates the database schema, ingests new files of the data folder, and serves until it is stopped.</summary>
    public static async Task Run(WebApplication app, DiagnosticLines diagnostics, CancellationToken cancel)
    {
        diagnostics.Use(ServiceLogging.FormOf(app.Configuration));
        var facts = app.Services.GetRequiredService<IFacts>();
        SampleData.Announce(app.Services.GetRequiredService<MonitorOptions>(), diagnostics);
        facts.Prepare();
        using var service = facts.BeginService();
        app.Services.GetRequiredService<IJobStorage>().Prepare();

        // While one connection is open, later ones need not create the WAL, which a full disk has no space for.
        using var open = facts.OpenReader();
        app.Services.GetRequiredService<ReportFiles>().Prepare();
        app.Services.GetRequiredService<IngestCommand>().RunIfChanged(diagnostics, cancel);
        PollsAhead.Warn(open, app.Services.GetRequiredService<IClock>().GetCurrentInstant(), diagnostics);

        app.Lifetime.ApplicationStarted.Register(() =>
        {
            PrintAddresses(app, diagnostics);
            PrintDataSummary(app.Services.GetRequiredService<StoredData>(), app.Services.GetRequiredService<IClock>(), diagnostics);
        });
        await RunUntilStopped(app, diagnostics, cancel);
    }

    private static async Task RunUntilStopped(WebApplication app, TextWriter diagnostics, CancellationToken cancel)
    {
        try
        {
            await app.RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            diagnostics.WriteLine("stopped before it listened; everything that was ingested is stored");
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] args, Dictionary<string, string?> overrides)
    {
        try
        {
            var builder =
                WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = ServiceLogging.Defaults });
            builder.Configuration.AddInMemoryCollection(overrides);
            return builder;
        }
        catch (InvalidDataException unreadable)
        {
            throw SettingsFile.Unreadable(unreadable);
        }
    }

    private static void ListenOnLoopback(WebApplicationBuilder builder, MonitorOptions options)
    {
        string[] keys = ["urls", "http_ports", "https_ports"];
        var isConfigured = keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!isConfigured)
            builder.WebHost.UseUrls(ServeSettings.DefaultUrl);
        if (!options.AllowAnonymous)
            ServeSettings.RequireLoopback(AddressesIn(builder.Configuration));
    }

    private static IEnumerable<string> AddressesIn(ConfigurationManager configuration)
    {
        // A port without an address means every address.
        var ports = $"{configuration["http_ports"]};{configuration["https_ports"]}".Split(';', StringSplitOptions.RemoveEmptyEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "");
        return (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Concat(ports.Select(port => $"http://*:{port}"))
            .Concat(endpoints);
    }

    // It runs in the background because counting the polls of a large database takes seconds.
    private static void PrintDataSummary(StoredData data, IClock clock, TextWriter diagnostics) => Task.Run(() =>
    {
        try
        {
            diagnostics.WriteLine($"data: {DataSummary.Of(data.Read(), clock.GetCurrentInstant())}");
        }
        catch (Exception failure) when (StorageFailure.Of(failure) is { } storage)
        {
            diagnostics.WriteLine($"data: not counted: {storage.Text}");
        }
    });

    private static void PrintAddresses(WebApplication app, TextWriter diagnostics)
    {
        foreach (var url in app.Urls)
        {
            diagnostics.WriteLine(ServeSettings.SocketPathOf(url) is { } path
                ? $"StoreMonitor listens on {url}: try curl --unix-socket {path} -X POST http://localhost/trigger_report"
                : $"StoreMonitor listens on {url}: try it by hand at {url}/swagger, or: curl -X POST {url}/trigger_report");
        }
    }
}
