using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using StoreMonitor.Core.Polls;
using StoreMonitor.Http;
using StoreMonitor.Polls.Bodies;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Polls;

/// <summary>The routes that take in live polls.</summary>
internal static class PollRoutes
{
    /// <summary>The detail of an answer while there is no own data.</summary>
    public const string SampleTakesNone =
        "the service shows the bundled sample, which takes no polls: start it with --database, or with CSVs of your own";

    private const string RetryAfterSeconds = "1";

    /// <summary>Stores the polls of a request. The answer comes when they are on the disk.</summary>
    public static async Task<Results<Ok<PollsAnswer>, ProblemHttpResult>> PostPolls(
        PollIntake intake, MonitorOptions options, IClock clock, HttpContext http, CancellationToken cancel)
    {
        if (ProblemWith(http.Request, options) is { } problem)
            return problem;
        if (!intake.HasRoom)
            return Unavailable(http, "too many polls wait to be moved into chunks; try again later");
        if (!intake.TryEnter())
            return Unavailable(http, "too many requests with polls at once; try again later");

        try
        {
            var polls = new ReceivedPolls(intake.NewBatch(), new PollRule(clock.GetCurrentInstant()));
            await Read(http, polls, cancel);
            return await Store(intake, polls, http);
        }
        catch (MalformedBodyException malformed)
        {
            return Problem(StatusCodes.Status400BadRequest, $"{malformed.Message}; nothing was stored");
        }
        catch (BodyTooLargeException tooLarge)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, $"{tooLarge.Message}; nothing was stored");
        }
        finally
        {
            intake.Leave();
        }
    }

    /// <summary>Why polls could not be stored, when that may pass; otherwise <c>null</c>.</summary>
    public static string? ReasonOf(Exception failure) => failure switch
    {
        DatabaseBusyException => failure.Message,
        DatabaseRefusedException or IOException => FailureText.OfDatabase(failure),
        _ => StorageFailure.In(failure) is { IsUnwritable: true } storage ? storage.Text : null,
    };

    private static async Task<Results<Ok<PollsAnswer>, ProblemHttpResult>> Store(PollIntake intake, ReceivedPolls polls, HttpContext http)
    {
        try
        {
            if (polls.Batch.Count > 0)
                await intake.Submit(polls.Batch);
            return TypedResults.Ok(polls.Answer);
        }
        catch (Exception failure) when (ReasonOf(failure) is { } reason)
        {
            if (failure is not DatabaseBusyException)
                RequestLog.SetFailure(http, reason);
            return Unavailable(http, $"the polls could not be stored: {reason}");
        }
    }

    private static async Task Read(HttpContext http, ReceivedPolls polls, CancellationToken cancel)
    {
        // The server counts what arrives, and BodyReader what it is decompressed to.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = BodyReader.MaxLength;
        var content = BodyReader.ContentOf(http.Request)!;
        await using var decompressed = ReferenceEquals(content, http.Request.Body) ? null : content;
        await BodyReader.Read(content, BodyReader.FormatOf(http.Request)!, polls, cancel);
    }

    private static ProblemHttpResult? ProblemWith(HttpRequest request, MonitorOptions options)
    {
        if (options.IsSample)
            return Problem(StatusCodes.Status409Conflict, SampleTakesNone);
        if (request.Query.Count > 0)
            return Problem(StatusCodes.Status400BadRequest, "the call takes no parameters");
        if (BodyReader.FormatOf(request) is null)
            return Problem(
                StatusCodes.Status415UnsupportedMediaType,
                $"polls come as {BodyReader.Json}, {BodyReader.Ndjson} or {BodyReader.Csv}, in UTF-8");
        return BodyReader.ContentOf(request) is null
            ? Problem(StatusCodes.Status415UnsupportedMediaType, "the encodings of a body are gzip and br")
            : null;
    }

    private static ProblemHttpResult Unavailable(HttpContext http, string detail)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problem(StatusCodes.Status503ServiceUnavailable, detail);
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
