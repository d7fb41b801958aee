using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StoreMonitor.Http;

/// <summary>Adds to the API description what a route declares about itself beyond what the framework derives.</summary>
internal sealed class ApiOperations : IOperationFilter
{
    private const string Csv = "text/csv";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Deprecated |= metadata.OfType<ObsoleteAttribute>().Any();
        foreach (var parameter in metadata.OfType<RouteParameter>())
            Describe(operation, parameter);
        foreach (var query in metadata.OfType<RouteQuery>())
            Add(operation, query);
        foreach (var example in metadata.OfType<RouteExample>())
            Add(operation, example);
        foreach (var body in metadata.OfType<RouteBody>())
            Describe(operation, body, context);
        foreach (var contents in metadata.OfType<RouteContents>())
            Describe(operation, contents, context);
        foreach (var header in metadata.OfType<RouteHeader>())
            Add(operation, header);
        foreach (var response in operation.Responses!.Values)
            DescribeCsv(response);
    }

    private static void Describe(OpenApiOperation operation, RouteParameter described)
    {
        var parameter = operation.Parameters?.OfType<OpenApiParameter>().SingleOrDefault(p => p.Name == described.Name)
            ?? throw new InvalidOperationException($"no parameter '{described.Name}' to describe");
        parameter.Description = described.Description;
        parameter.Required = true;
        parameter.Example = described.Example;
        if (parameter.Schema is OpenApiSchema schema)
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, described.Pattern);
    }

    private static void Describe(OpenApiOperation operation, RouteBody body, OperationFilterContext context)
    {
        var schema = context.SchemaGenerator.GenerateSchema(body.Type, context.SchemaRepository);
        if (context.SchemaRepository.Schemas[body.Type.Name] is OpenApiSchema { Properties: { } properties } type)
        {
            type.Required = properties.Keys.ToHashSet();
            foreach (var property in properties.Values.OfType<OpenApiSchema>())
                property.Type &= ~JsonSchemaType.Null;
        }

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = schema, Example = JsonNode.Parse(body.Example) },
            },
        };
    }

    private static void Describe(OpenApiOperation operation, RouteContents contents, OperationFilterContext context)
    {
        var schema = context.SchemaGenerator.GenerateSchema(contents.Type, context.SchemaRepository);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = contents.Contents.ToDictionary(content => content.MediaType, content => content.MediaType == "application/json"
                ? new OpenApiMediaType { Schema = schema, Example = JsonNode.Parse(content.Example) }
                : new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Example = JsonValue.Create(content.Example),
                }),
        };
    }

    private static void Add(OpenApiOperation operation, RouteQuery query)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = query.Name,
            In = ParameterLocation.Query,
            Description = query.Description,
            Example = query.Example,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ApiDocument.EnumOf(query.Values) },
        });
    }

    private static void Add(OpenApiOperation operation, RouteExample example)
    {
        var content = example.MediaType == "application/json" ? JsonNode.Parse(example.Content) : JsonValue.Create(example.Content);
        var response = (OpenApiResponse)operation.Responses![$"{example.Status}"];
        response.Content ??= new Dictionary<string, OpenApiMediaType>();
        if (response.Content.TryGetValue(example.MediaType, out var declared))
            declared.Example = content;
        else
            response.Content[example.MediaType] = new OpenApiMediaType { Example = content };
    }

    private static void Add(OpenApiOperation operation, RouteHeader header)
    {
        var response = (OpenApiResponse)operation.Responses![$"{header.Status}"];
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[header.Name] = new OpenApiHeader
        {
            Description = header.Description,
            Example = header.Example,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    // The content is binary because a client may not want to hold a large CSV as text.
    private static void DescribeCsv(IOpenApiResponse response)
    {
        if (response.Content?.TryGetValue(Csv, out var csv) == true)
            csv.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
    }
}
