using Microsoft.AspNetCore.Diagnostics;
using StoreMonitor.Storage;

namespace StoreMonitor.Http;

/// <summary>Answers with 503 if the database is busy, full, missing or damaged, none of which is a defect of the program.</summary>
/// <remarks>It logs one line without a stack trace; a probe of <c>/health/ready</c> gives the details.</remarks>
internal sealed partial class StorageFailureHandler(ILogger<StorageFailureHandler> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "1";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ReasonOf(exception) is not { } reason)
            return false;

        LogUnavailable(reason);
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

    [LoggerMessage(LogLevel.Error, "A request could not be answered: {Reason}")]
    private partial void LogUnavailable(string reason);
}
