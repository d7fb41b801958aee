using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StoreMonitor.Hosting;

/// <summary>The description of the API that Swagger UI shows.</summary>
internal static class ApiDescription
{
    public static void Configure(SwaggerGenOptions swagger)
    {
        swagger.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "StoreMonitor",
            Version = "v1",
            Description = "How long each store was really up within its own business hours. "
                + "Trigger a report, then ask for it with the report_id until the answer is the CSV.",
        });
    }
}
