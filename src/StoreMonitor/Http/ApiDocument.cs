using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StoreMonitor.Http;

/// <summary>Completes the whole API description: its tags, and the response members with a closed set of values.</summary>
internal sealed class ApiDocument : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags =
            new HashSet<OpenApiTag>
            {
                new() { Name = "Reports", Description = "Uptime and downtime of each store, as a CSV." },
                new() { Name = "Polls", Description = "The observations that the figures come from." },
            };
        var closed = context.ApiDescriptions.SelectMany(call => call.ActionDescriptor.EndpointMetadata.OfType<ClosedMember>());
        foreach (var member in closed)
            Close(swaggerDoc, member);
    }

    /// <summary>The values of an enumeration; <c>null</c> if there are none.</summary>
    public static List<JsonNode>? EnumOf(string[] values) => values.Length == 0 ? null : [.. values.Select(value => (JsonNode)value)];

    private static void Close(OpenApiDocument document, ClosedMember member)
    {
        if (document.Components?.Schemas?.TryGetValue(member.Type, out var type) == true
            && type.Properties?.TryGetValue(member.Member, out var property) == true && property is OpenApiSchema schema)
        {
            schema.Enum = EnumOf(member.Values);
        }
    }
}
