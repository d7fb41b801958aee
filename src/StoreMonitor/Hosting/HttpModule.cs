using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.OpenApi;

namespace StoreMonitor.Hosting;

/// <summary>What all routes share: JSON, problem details, the API description, health.</summary>
internal static class HttpModule
{
    public static void AddHttp(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });

        // In development too: a bad request is answered, not thrown.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.AddProblemDetails();
        services.AddSingleton<IProblemDetailsWriter, ProblemDetailsForAll>();
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(ApiDescription.Configure);
    }

    public static void MapHttp(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // A body that is too large or breaks off is found out by whoever reads it, as an exception.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.UseSwagger(swagger => swagger.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI(ui => ui.DocumentTitle = "StoreMonitor");
        app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();

        // Alive is a process that answers; ready is one that could take a report and write it.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
