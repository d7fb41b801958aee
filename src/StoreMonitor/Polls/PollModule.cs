using StoreMonitor.Http;
using StoreMonitor.Polls.Bodies;

namespace StoreMonitor.Polls;

/// <summary>Registers the services for live polls and maps their routes.</summary>
internal static class PollModule
{
    private const string Json = BodyReader.Json;

    private static readonly RouteExample Accepted = new(
        200,
        Json,
        """
        {"received":3,"accepted":2,"rejected_count":1,
        "rejected":[{"index":2,"column":"status","value":"actve","reason":"is not 'active' or 'inactive'"}]}
        """);

    private static readonly RouteContents Bodies = new(
        typeof(SentPoll[]),
        (Json, """[{"store_id":"5115476025526729644","status":"active","timestamp_utc":"2026-03-31T23:43:12Z"}]"""),
        (BodyReader.Ndjson, """{"store_id":"5115476025526729644","status":"active","timestamp_utc":"2026-03-31T23:43:12Z"}""" + "\n"),
        (BodyReader.Csv, "store_id,status,timestamp_utc\n5115476025526729644,active,2026-03-31 23:43:12 UTC\n"));

    private static readonly RouteHeader RetryAfter = new(503, "Retry-After", "How long to wait before trying again, in seconds.", "1");

    public static void AddPolls(this IServiceCollection services)
    {
        services.AddSingleton<PollIntake>();
        services.AddHostedService(provider => provider.GetRequiredService<PollIntake>());
    }

    public static void MapPolls(this IEndpointRouteBuilder routes)
    {
        var polls = routes.MapGroup("/api/v1/polls").WithTags("Polls")
            .ProducesProblem(StatusCodes.Status421MisdirectedRequest)
            .ProducesProblem(StatusCodes.Status500InternalServerError);
        Describe(polls.MapPost("", PollRoutes.PostPolls));

        // OpenAPI has no words for a WebSocket: docs/operations.md describes it.
        polls.MapGet("/stream", StreamRoutes.StreamPolls).ExcludeFromDescription();
    }

    private static void Describe(RouteHandlerBuilder route) => route
        .WithName("PostPolls")
        .WithSummary("Stores polls as they come")
        .WithDescription(
            "Up to 100,000 polls in any order, as a JSON array, as NDJSON or as CSV with a header. `Content-Encoding` may be `gzip` or "
            + "`br`. The answer comes when the polls are on the disk. Sending polls again changes nothing, so a request without an answer "
            + "can be repeated. A poll that is not acceptable is rejected with its place and the reason, and the others are stored; of a "
            + "body that is malformed, too large or broken off nothing is stored.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(Bodies, Accepted, RetryAfter);
}

/// <summary>A poll as clients send it, for the API description.</summary>
/// <param name="StoreId">Any text of up to 128 characters.</param>
/// <param name="Status"><c>active</c> or <c>inactive</c>.</param>
/// <param name="TimestampUtc">RFC 3339, or as the exports have it: <c>2024-10-03 23:33:20.412748 UTC</c>.</param>
internal sealed record SentPoll(string StoreId, string Status, string TimestampUtc);
