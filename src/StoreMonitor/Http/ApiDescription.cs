using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StoreMonitor.Http;

/// <summary>An example of one of a route's responses.</summary>
internal sealed record RouteExample(int Status, string MediaType, string Content);

/// <summary>Describes a path parameter of a route, with an example.</summary>
/// <param name="Pattern">The regular expression that every value matches; <c>null</c> for any text.</param>
internal sealed record RouteParameter(string Name, string Description, string? Example, string? Pattern = null);

/// <summary>An optional query parameter that a route parses itself.</summary>
/// <param name="Values">All valid values; empty if they cannot be listed.</param>
internal sealed record RouteQuery(string Name, string Description, string Example, params string[] Values);

/// <summary>The JSON body that a route parses itself, regardless of its content type; all members are required.</summary>
internal sealed record RouteBody(Type Type, string Example);

/// <summary>A body that a route reads itself, in one of several media types, each with an example.</summary>
/// <param name="Type">What the body is as JSON.</param>
internal sealed record RouteContents(Type Type, params (string MediaType, string Example)[] Contents);

/// <summary>A header of one of a route's responses.</summary>
internal sealed record RouteHeader(int Status, string Name, string Description, string Example);

/// <summary>A response member with a closed set of values, by type name and member name.</summary>
internal sealed record ClosedMember(string Type, string Member, params string[] Values);

/// <summary>Configures the API description that Swagger UI shows and client generators read.</summary>
internal static class ApiDescription
{
    public static void Configure(SwaggerGenOptions swagger, HttpOptions http)
    {
        swagger.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "StoreMonitor",
            Version = "v1",
            Description = "How long each store was really up within its own business hours.\n\n"
                + "Trigger a report, then poll it by its `report_id` until the response is the CSV instead of `Running`. "
                + "Polls of stores can be sent as they are made.",
        });
        swagger.AddServer(new OpenApiServer { Url = http.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? "/", Description = "This service" });

        // Every GET route also accepts HEAD; describing both would duplicate each route.
        swagger.DocInclusionPredicate((_, call) => call.HttpMethod != HttpMethods.Head);
        swagger.SupportNonNullableReferenceTypes();
        swagger.NonNullableReferenceTypesAsRequired();
        swagger.OperationFilter<ApiOperations>();
        swagger.DocumentFilter<ApiDocument>();
    }
}
