namespace StoreMonitor.Http;

/// <summary>
/// Writes problem details even to clients that do not accept JSON. The framework's writer skips them, and development mode then shows a
/// stack trace.
/// </summary>
/// <remarks>RFC 9110, 12.5.1: a server may disregard the Accept header instead of answering with less.</remarks>
internal sealed class ProblemDetailsForAll : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        // The factory fills in the title and type for the status.
        var problem = TypedResults.Problem(context.ProblemDetails).ProblemDetails;
        problem.Extensions.Remove("traceId");
        problem.Extensions["trace_id"] = TraceId.Of(context.HttpContext);
        return new ValueTask(context.HttpContext.Response.WriteAsJsonAsync(
            problem, options: null, contentType: "application/problem+json", context.HttpContext.RequestAborted));
    }
}
