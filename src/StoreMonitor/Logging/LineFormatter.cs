using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using NodaTime;

namespace StoreMonitor.Logging;

/// <summary>Formats each log entry as one line: time, level, category, message, and the exception if there is one.</summary>
/// <remarks>
/// It replaces the framework's formatters, which write CR and ESC unescaped, so that a path or an id could forge lines.
/// </remarks>
internal class LineFormatter(IClock clock, string name) : ConsoleFormatter(name)
{
    public LineFormatter(IClock clock)
        : this(clock, ConsoleFormatterNames.Simple)
    {
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } failure)
            message = $"{message} {failure}".Replace(Environment.NewLine, " ", StringComparison.Ordinal);

        // One call writes the whole line, so that lines of concurrent threads do not interleave.
        textWriter.Write(
            $"{Start(logEntry.LogLevel)} {logEntry.Category}[{logEntry.EventId.Id}] {LogText.OneLine(message)}{Environment.NewLine}");
    }

    /// <summary>The time and the level.</summary>
    protected virtual string Start(LogLevel level) => $"{LogTime.Of(clock)} {NameOf(level)}:";

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => "none",
    };
}

/// <summary>The same, prefixed with the priority that systemd's journal parses.</summary>
internal sealed class SystemdLineFormatter(IClock clock) : LineFormatter(clock, ConsoleFormatterNames.Systemd)
{
    protected override string Start(LogLevel level) => level switch
    {
        LogLevel.Critical => "<2>",
        LogLevel.Error => "<3>",
        LogLevel.Warning => "<4>",
        LogLevel.Information => "<6>",
        _ => "<7>",
    } + base.Start(level);
}
