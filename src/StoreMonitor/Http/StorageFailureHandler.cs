using Microsoft.AspNetCore.Diagnostics;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Http;

/// <summary>Answers with 503 when the database cannot be used: it is busy, full, gone or damaged, and none of that is a fault of the program.</summary>
/// <remarks>One line in the log and no stack trace; what a probe of <c>/health/ready</c> finds says more.</remarks>
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
        return SqliteFailure.In(failure) is { } sqlite ? FailureText.WithoutPaths(sqlite) : null;
    }

    [LoggerMessage(LogLevel.Error, "A request could not be answered: {Reason}")]
    private partial void LogUnavailable(string reason);
}
