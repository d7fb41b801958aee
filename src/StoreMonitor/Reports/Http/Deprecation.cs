namespace StoreMonitor.Reports.Http;

/// <summary>Marks <c>GET …/trigger_report</c> as deprecated, with its sunset date and its successor (RFC 9745, RFC 8594).</summary>
internal static class Deprecation
{
    // 2026-01-01, when POST replaced GET, and a year and a half later; chosen.
    private const string Since = "@1767225600";
    private const string Until = "Thu, 01 Jul 2027 00:00:00 GMT";

    public static void Mark(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["Deprecation"] = Since;
        headers["Sunset"] = Until;

        // The path is repeated as it was sent, because an id may contain an encoded slash.
        headers.Link = $"<{http.Request.Path.ToUriComponent()}>; rel=\"alternate\"; title=\"POST\", "
            + "</swagger>; rel=\"deprecation\"; type=\"text/html\"";
    }
}
