using System.Diagnostics;

namespace StoreMonitor.Http;

/// <summary>Identifies a request in its response and in the log.</summary>
internal static class TraceId
{
    /// <summary>The W3C trace id that the caller sent or the server created; without one, the server's request id.</summary>
    public static string Of(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
