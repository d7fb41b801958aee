using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.OpenApi;
using StoreMonitor.Http;

namespace StoreMonitor.Hosting;

/// <summary>What all routes share: JSON, problem details, the API description, health, compression, headers.</summary>
internal static class HttpModule
{
    private static readonly string[] Compressed =
        ["text/csv", "application/json", "application/problem+json", "application/javascript", "text/javascript", "text/css", "text/html"];
    // A connection whose other end is gone without a word is noticed within 45 s. Chosen, below what proxies allow an idle one.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(30);

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHttp(this IServiceCollection services, HttpOptions options)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });

        // A bad request is answered, not thrown, in development too.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);

        // It precedes the framework's writer because the first writer that can write is used. The framework's trace ids differ from those
        // of the log.
        services.AddSingleton<IProblemDetailsWriter, ProblemDetailsForAll>();
        services.AddProblemDetails();
        services.AddExceptionHandler<StorageFailureHandler>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<HostCheck>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<HealthJson>();
        services.AddHealthChecks().AddCheck<DataAgeHealth>("data age", tags: ["ready"]);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => CorsSetup.Configure(policy, options)));
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger => ApiDescription.Configure(swagger, options));
        AddCompression(services);
    }

    /// <summary>Adds the middleware in order, and the routes that belong to no slice.</summary>
    public static void MapHttp(this WebApplication app, HttpOptions options)
    {
        app.Use(app.Services.GetRequiredService<RequestLog>().Invoke);
        app.Use(SecurityHeaders.Invoke);
        app.Use(app.Services.GetRequiredService<HostCheck>().Invoke);
        app.UseForwardedHeadersOf(options);
        app.Use(app.Services.GetRequiredService<HostCheck>().Invoke);
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // Reading a body that is too large throws.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            StatusCodeSelector = failure =>
                failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.Use(HeadOfPages.Invoke);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = PingInterval, KeepAliveTimeout = PingTimeout });
        app.UseRouting();
        if (options.CorsOrigins.Count > 0)
            app.UseCors();
        app.UseSwagger(swagger => swagger.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI(ui => ui.DocumentTitle = "StoreMonitor");
        app.MapMethods("/", GetAndHead, () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();
        app.MapHealth();
    }

    // No response holds both a secret and caller-chosen text, so compression under TLS leaks nothing (BREACH).
    private static void AddCompression(IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = Compressed;
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }
}
