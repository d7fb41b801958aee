using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StoreMonitor.Hosting;

/// <summary>An example that a route shows for one of its answers, or (status 0) for what is sent to it.</summary>
internal sealed record RouteExample(int Status, string MediaType, string Content);

/// <summary>What a route's parameter means, with a value to try.</summary>
internal sealed record RouteParameter(string Name, string Description, string? Example);

/// <summary>The description of the API that Swagger UI shows: enough to try every call by hand.</summary>
internal static class ApiDescription
{
    public static void Configure(SwaggerGenOptions swagger)
    {
        swagger.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "StoreMonitor",
            Version = "v1",
            Description = "How long each store was really up within its own business hours.\n\n"
                + "Trigger a report, then ask for it by its `report_id` until the answer is the CSV instead of `Running`.",
        });

        // Wherever there is GET, there is HEAD; to describe both would be to describe each twice.
        swagger.DocInclusionPredicate((_, call) => call.HttpMethod != HttpMethods.Head);
        swagger.OperationFilter<RouteMetadata>();
    }

    /// <summary>Carries to the document what a route says of itself beyond what the framework knows.</summary>
    private sealed class RouteMetadata : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
            operation.Deprecated |= metadata.OfType<ObsoleteAttribute>().Any();
            foreach (var parameter in metadata.OfType<RouteParameter>())
                Describe(operation, parameter);
            foreach (var example in metadata.OfType<RouteExample>())
                Add(operation, example);
        }

        private static void Describe(OpenApiOperation operation, RouteParameter described)
        {
            var parameter = operation.Parameters?.OfType<OpenApiParameter>().SingleOrDefault(p => p.Name == described.Name)
                ?? throw new InvalidOperationException($"no parameter '{described.Name}' to describe");
            parameter.Description = described.Description;
            parameter.Required = true;
            parameter.Example = described.Example;
        }

        private static void Add(OpenApiOperation operation, RouteExample example)
        {
            var media = new OpenApiMediaType
            {
                Example = example.MediaType == "application/json" ? JsonNode.Parse(example.Content) : JsonValue.Create(example.Content),
            };
            if (example.Status == 0)
            {
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType> { [example.MediaType] = media },
                };
                return;
            }

            var response = (OpenApiResponse)operation.Responses![$"{example.Status}"];
            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            if (response.Content.TryGetValue(example.MediaType, out var declared))
                declared.Example = media.Example;
            else
                response.Content[example.MediaType] = media;
        }
    }
}
