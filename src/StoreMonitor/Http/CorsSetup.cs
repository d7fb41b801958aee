using Microsoft.AspNetCore.Cors.Infrastructure;

namespace StoreMonitor.Http;

/// <summary>Allows scripts of the origins in <c>Http__CorsOrigins</c> to call the service; by default there are none.</summary>
internal static class CorsSetup
{
    // The headers that a script may read.
    private static readonly string[] Readable =
    [
        "Content-Disposition", "Location", "Retry-After", "Deprecation", "Sunset", "Link", "X-Report-Status", "X-Report-As-Of",
        "X-Report-Requested-At", "X-Report-Finished-At", "X-Report-Interpolation", "X-Report-Max-Carry", "X-Report-Stores",
        "X-Report-Stores-Without-Polls", "X-Report-Data-Age", "X-Report-Data",
    ];

    public static void Configure(CorsPolicyBuilder policy, HttpOptions options) => policy
        .WithOrigins([.. options.CorsOrigins])
        .WithMethods("GET", "HEAD", "POST")
        .WithHeaders("Accept", "Content-Type")
        .WithExposedHeaders(Readable);
}
