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
    private static readonly string[] Compressed = ["text/csv", "application/json", "application/problem+json", "application/javascript", "text/javascript", "text/css", "text/html"];
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHttp(this IServiceCollection services, HttpOptions options)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });

        // In development too: a bad request is answered, not thrown.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);

        // Before the framework's own, because the first writer that can write does; its trace ids are not those of the log.
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

    /// <summary>The middleware in its order, and the routes that belong to no slice.</summary>
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
            // A body that is too large is found out by whoever reads it, as an exception.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.Use(HeadOfPages.Invoke);
        app.UseRouting();
        if (options.CorsOrigins.Count > 0)
            app.UseCors();
        app.UseSwagger(swagger => swagger.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI(ui => ui.DocumentTitle = "StoreMonitor");
        app.MapMethods("/", GetAndHead, () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();
        app.MapHealth();
    }

    // No answer holds both a secret and what a caller can choose, so compression under TLS gives nothing away (BREACH).
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
