using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace StoreMonitor.Http;

/// <summary>Logs one line for each request: method, route, status, milliseconds, trace id, and why the database failed if it did.</summary>
/// <remarks>It logs the route, so that lines of one kind can be counted. It logs the path if no route matched.</remarks>
internal sealed partial class RequestLog(HttpOptions options, ILogger<RequestLog> logger)
{
    private const int LongestPath = 200;

    private static readonly object FailureKey = new();

    public async Task Invoke(HttpContext http, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        await next(http);
        var failure = http.Items[FailureKey] as string;
        if (failure is null && !MustLog(http.Response.StatusCode))
            return;

        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (failure is null)
            LogRequest(http.Request.Method, RouteOf(http), http.Response.StatusCode, milliseconds, TraceId.Of(http));
        else
            LogFailure(http.Request.Method, RouteOf(http), http.Response.StatusCode, milliseconds, TraceId.Of(http), failure);
    }

    /// <summary>Has the line of a request say why the database failed. Such a line is logged whatever the settings say.</summary>
    public static void SetFailure(HttpContext http, string reason) => http.Items[FailureKey] = reason;

    private bool MustLog(int status) =>
        options.LogRequests == RequestsLogged.All
        || (options.LogRequests == RequestsLogged.Errors && status >= StatusCodes.Status400BadRequest);

    private static string RouteOf(HttpContext http)
    {
        if ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { Length: > 0 } route)
            return route;

        // The query is left out because it may hold confidential values.
        var path = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        return path.Length > LongestPath ? string.Concat(path.AsSpan(0, LongestPath), "…") : path;
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds:0.0} ms, trace {TraceId}")]
    private partial void LogRequest(string method, string route, int status, double milliseconds, string traceId);

    [LoggerMessage(LogLevel.Error, "{Method} {Route} {Status} in {Milliseconds:0.0} ms, trace {TraceId}: {Failure}")]
    private partial void LogFailure(string method, string route, int status, double milliseconds, string traceId, string failure);
}
