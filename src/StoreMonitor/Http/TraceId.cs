using System.Diagnostics;

namespace StoreMonitor.Http;

/// <summary>What a request is called in its answer and in the log.</summary>
internal static class TraceId
{
    /// <summary>The id of the W3C trace that the caller sent or the server began; without one, the server's own number.</summary>
    public static string Of(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
