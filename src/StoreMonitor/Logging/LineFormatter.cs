using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using NodaTime;

namespace StoreMonitor.Logging;

/// <summary>One line for each entry of the log: time, level, category, message, and the exception if there is one.</summary>
/// <remarks>In place of the framework's own, which write CR and ESC as they come, so that a path or an id could forge lines.</remarks>
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

        // In one call, so that lines of several threads do not mix.
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

/// <summary>The same with the priority that systemd's journal reads at the start of a line.</summary>
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
