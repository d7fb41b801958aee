using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StoreMonitor.Http;

/// <summary>An example that a route shows for one of its answers.</summary>
internal sealed record RouteExample(int Status, string MediaType, string Content);

/// <summary>What a route's parameter means, with a value to try.</summary>
/// <param name="Pattern">The regular expression that every value matches; <c>null</c> for any text.</param>
internal sealed record RouteParameter(string Name, string Description, string? Example, string? Pattern = null);

/// <summary>A parameter of the query that a route reads by itself, and that may be left out.</summary>
/// <param name="Values">All values there are; empty when they cannot be listed.</param>
internal sealed record RouteQuery(string Name, string Description, string Example, params string[] Values);

/// <summary>The JSON body that a route reads by itself, whatever its content type is called; all members are needed.</summary>
internal sealed record RouteBody(Type Type, string Example);

/// <summary>A header of one of a route's answers.</summary>
internal sealed record RouteHeader(int Status, string Name, string Description, string Example);

/// <summary>The members of an answer that have a closed set of values, by the name of its type and of the member.</summary>
internal sealed record ClosedMember(string Type, string Member, params string[] Values);

/// <summary>The description of the API that Swagger UI shows and clients are generated from.</summary>
internal static class ApiDescription
{
    public static void Configure(SwaggerGenOptions swagger, HttpOptions http)
    {
        swagger.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "StoreMonitor",
            Version = "v1",
            Description = "How long each store was really up within its own business hours.\n\n"
                + "Trigger a report, then ask for it by its `report_id` until the answer is the CSV instead of `Running`.",
        });
        swagger.AddServer(new OpenApiServer { Url = http.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? "/", Description = "This service" });

        // Wherever there is GET, there is HEAD; to describe both would be to describe each twice.
        swagger.DocInclusionPredicate((_, call) => call.HttpMethod != HttpMethods.Head);
        swagger.SupportNonNullableReferenceTypes();
        swagger.NonNullableReferenceTypesAsRequired();
        swagger.OperationFilter<ApiOperations>();
        swagger.DocumentFilter<ApiDocument>();
    }
}
