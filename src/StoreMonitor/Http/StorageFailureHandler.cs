using Microsoft.AspNetCore.Diagnostics;
using StoreMonitor.Storage;

namespace StoreMonitor.Http;

/// <summary>Answers with 503 if the database is busy, full, missing or damaged, none of which is a defect of the program.</summary>
/// <remarks>
/// The line of the request in the log gives the reason, without a stack trace; a probe of <c>/health/ready</c> gives the details.
/// </remarks>
internal sealed class StorageFailureHandler : IExceptionHandler
{
    private const string RetryAfterSeconds = "1";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ReasonOf(exception) is not { } reason)
            return false;

        RequestLog.SetFailure(httpContext, reason);
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        await TypedResults.Problem(reason, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
        return true;
    }

    private static string? ReasonOf(Exception failure)
    {
        if (failure is DatabaseBusyException)
            return $"{failure.Message}; try again later";
        return StorageFailure.In(failure)?.Text;
    }
}
