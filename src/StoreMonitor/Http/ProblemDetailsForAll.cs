namespace StoreMonitor.Http;

/// <summary>Writes problem details also to those who do not accept JSON; the framework's writer leaves them out, down to a stack trace in development.</summary>
/// <remarks>RFC 9110, 12.5.1: a server may disregard what is accepted rather than answer with less.</remarks>
internal sealed class ProblemDetailsForAll : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        // Made for the title and type that go with the status.
        var problem = TypedResults.Problem(context.ProblemDetails).ProblemDetails;
        problem.Extensions.Remove("traceId");
        problem.Extensions["trace_id"] = TraceId.Of(context.HttpContext);
        return new ValueTask(context.HttpContext.Response.WriteAsJsonAsync(
            problem, options: null, contentType: "application/problem+json", context.HttpContext.RequestAborted));
    }
}
