using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using StoreMonitor.Http;
using StoreMonitor.Settings;

namespace StoreMonitor.Polls;

/// <summary>The route of the WebSocket for pollers that keep a connection.</summary>
internal static class StreamRoutes
{
    /// <summary>Accepts a WebSocket and serves it: see <see cref="PollStream"/>.</summary>
    public static async Task<IResult> StreamPolls(
        HttpContext http, PollIntake intake, MonitorOptions options, HttpOptions limits, IClock clock, IHostApplicationLifetime lifetime)
    {
        if (options.IsSample)
            return Problem(StatusCodes.Status409Conflict, PollRoutes.SampleTakesNone);
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            return Problem(StatusCodes.Status426UpgradeRequired, "this address is that of a WebSocket");
        }

        if (!IsFromHere(http.Request, limits))
        {
            return Problem(
                StatusCodes.Status403Forbidden, "pages of this origin may not send polls; Http__CorsOrigins names those that may");
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var stream = new PollStream(socket, intake, clock);
        try
        {
            await stream.Run(lifetime.ApplicationStopping, http.RequestAborted);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client is gone, and sends again what was not acknowledged.
        }

        return Results.Empty;
    }

    // A browser connects a page to any WebSocket and leaves it to the service to look where the page is from. Other clients send no origin.
    private static bool IsFromHere(HttpRequest request, HttpOptions limits)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || limits.CorsOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
