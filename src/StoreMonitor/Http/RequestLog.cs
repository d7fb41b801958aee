using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace StoreMonitor.Http;

/// <summary>One line in the log for each request: method, route, status, milliseconds, trace id.</summary>
/// <remarks>The route and not the path, so that lines of one kind can be counted; the path where no route was found.</remarks>
internal sealed partial class RequestLog(HttpOptions options, ILogger<RequestLog> logger)
{
    private const int LongestPath = 200;

    public async Task Invoke(HttpContext http, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        await next(http);
        if (options.LogRequests == RequestsLogged.All || (options.LogRequests == RequestsLogged.Errors && http.Response.StatusCode >= 400))
        {
            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            LogRequest(http.Request.Method, RouteOf(http), http.Response.StatusCode, milliseconds, TraceId.Of(http));
        }
    }

    private static string RouteOf(HttpContext http)
    {
        if ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { Length: > 0 } route)
            return route;

        // Without the query: it may hold what is nobody else's business.
        var path = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        return path.Length > LongestPath ? string.Concat(path.AsSpan(0, LongestPath), "…") : path;
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds:0.0} ms, trace {TraceId}")]
    private partial void LogRequest(string method, string route, int status, double milliseconds, string traceId);
}
