using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration.Memory;
using NodaTime;
using StoreMonitor.Http;
using StoreMonitor.Ingestion;
using StoreMonitor.Logging;
using StoreMonitor.Reports;
using StoreMonitor.Reports.Output;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Storage.Sqlite.Polls;

namespace StoreMonitor.Hosting;

/// <summary>The web service: its parts, its routes, and what happens before it listens.</summary>
internal static class WebService
{
    // For requests under way when the service is stopped; well within the ten seconds after which a container is killed. Chosen.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    /// <param name="args">Settings for the host, as <c>--key=value</c>.</param>
    /// <param name="overrides">Settings that go before all others.</param>
    /// <param name="diagnostics">Takes warnings about the settings, in the form that the settings choose.</param>
    /// <exception cref="UsageException">A setting cannot be read, or has a value it cannot have.</exception>
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
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToEnd);

        var options = SampleData.StandIn(MonitorOptions.From(builder.Configuration), builder.Configuration);
        var http = HttpOptions.From(builder.Configuration);
        ListenOnLoopback(builder, options);
        builder.WebHost.ConfigureKestrel(kestrel => ConnectionLimits.Set(kestrel, http));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(http);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(new Database(options.Database));
        builder.Services.AddSingleton(services => new IngestCommand(
            services.GetRequiredService<Database>(), options.DataFolder, options.ReportsFolder, services.GetRequiredService<IClock>()));
        builder.Services.AddHttp(http);
        builder.Services.AddStorage();
        builder.Services.AddReports();

        app = builder.Build();
        app.MapHttp(http);
        app.MapReports();
        return app;
    }

    /// <summary>Brings the database up to date, ingests what is new in the data folder, and serves until it is stopped.</summary>
    public static async Task Run(WebApplication app, DiagnosticLines diagnostics, CancellationToken cancel)
    {
        diagnostics.Use(ServiceLogging.FormOf(app.Configuration));
        var database = app.Services.GetRequiredService<Database>();
        SampleData.Announce(app.Services.GetRequiredService<MonitorOptions>(), diagnostics);
        database.Prepare();
        using var only = ServiceLock.Take(database);
        database.BeginSession();
        app.Services.GetRequiredService<JobsFile>().Prepare();

        // While one connection is open, no other has to create the log, for which a full disk has no room.
        using var open = database.OpenToRead();
        app.Services.GetRequiredService<ReportFiles>().Prepare();
        app.Services.GetRequiredService<IngestCommand>().RunIfChanged(diagnostics, cancel);
        PollsAhead.Warn(open, app.Services.GetRequiredService<IClock>().GetCurrentInstant(), diagnostics);

        app.Lifetime.ApplicationStarted.Register(() =>
        {
            SayWhere(app, diagnostics);
            SayWhat(app.Services.GetRequiredService<StoredData>(), app.Services.GetRequiredService<IClock>(), diagnostics);
        });
        await RunUntilStopped(app, diagnostics, cancel);
        SqliteConnection.ClearAllPools();
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
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
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
        var isTold = keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!isTold)
            builder.WebHost.UseUrls(ServeSettings.DefaultUrl);
        if (!options.AllowAnonymous)
            ServeSettings.RequireLoopback(AddressesIn(builder.Configuration));
    }

    private static IEnumerable<string> AddressesIn(ConfigurationManager configuration)
    {
        // A port alone is one on every address.
        var ports = $"{configuration["http_ports"]};{configuration["https_ports"]}".Split(';', StringSplitOptions.RemoveEmptyEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "");
        return (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Concat(ports.Select(port => $"http://*:{port}"))
            .Concat(endpoints);
    }

    // In the background, because the polls of a large database take seconds to count.
    private static void SayWhat(StoredData data, IClock clock, TextWriter diagnostics) => Task.Run(() =>
    {
        try
        {
            diagnostics.WriteLine($"data: {DataSummary.Of(data.Read(), clock.GetCurrentInstant())}");
        }
        catch (SqliteException failure)
        {
            diagnostics.WriteLine($"data: not counted: {FailureText.Of(failure)}");
        }
    });

    private static void SayWhere(WebApplication app, TextWriter diagnostics)
    {
        foreach (var url in app.Urls)
        {
            diagnostics.WriteLine(ServeSettings.SocketPathOf(url) is { } path
                ? $"StoreMonitor listens on {url}: try curl --unix-socket {path} -X POST http://localhost/trigger_report"
                : $"StoreMonitor listens on {url}: try it by hand at {url}/swagger, or: curl -X POST {url}/trigger_report");
        }
    }
}
