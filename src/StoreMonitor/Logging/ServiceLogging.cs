using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using StoreMonitor.Settings;

namespace StoreMonitor.Logging;

/// <summary>The log of the service: standard error, a time on each line, nothing raw from outside.</summary>
internal static class ServiceLogging
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string FormatterNameKey = "Logging:Console:FormatterName";

    private static readonly string[] Formatters = [ConsoleFormatterNames.Simple, ConsoleFormatterNames.Json, ConsoleFormatterNames.Systemd];

    /// <summary>The settings of the log unless others are given.</summary>
    /// <remarks>Here and not in a file: a verb would read it too, which takes a tenth of a cold report.</remarks>
    public static readonly Dictionary<string, string?> Defaults = new()
    {
        [FormatterNameKey] = ConsoleFormatterNames.Simple,
        ["Logging:Console:FormatterOptions:TimestampFormat"] = LogTime.FrameworkFormat,
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Microsoft"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Information),

        // A failure is logged once, where it is handled; EF Core would log each beside it, with a stack trace, also one that is retried.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = nameof(LogLevel.None),

        // The framework logs each failed check with its stack trace, at every probe; HealthJson says the reason in a line.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = nameof(LogLevel.None),
    };

    /// <summary>The form of the lines beside the log.</summary>
    /// <exception cref="UsageException">The settings name a formatter that does not exist.</exception>
    public static DiagnosticForm FormOf(IConfiguration configuration) =>
        Formatters[SettingReader.Choice(configuration, FormatterNameKey, Formatters)] == ConsoleFormatterNames.Json
            ? DiagnosticForm.Json
            : DiagnosticForm.Timed;

    /// <summary>Whether the log is to be JSON, as far as that can be known before the settings are read.</summary>
    public static bool IsJsonAskedFor(IReadOnlyList<string> arguments)
    {
        var start = $"--{FormatterNameKey}=";
        var told = arguments.LastOrDefault(argument => argument.StartsWith(start, StringComparison.OrdinalIgnoreCase))?[start.Length..]
            ?? Environment.GetEnvironmentVariable(FormatterNameKey.Replace(":", "__", StringComparison.Ordinal));
        return ConsoleFormatterNames.Json.Equals(told, StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="hasStarted">Whether the host has started.</param>
    public static void Configure(WebApplicationBuilder builder, Func<bool> hasStarted)
    {
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        foreach (var formatter in builder.Services.Where(IsLineFormatterOfTheFramework).ToList())
            builder.Services.Remove(formatter);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ConsoleFormatter, LineFormatter>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ConsoleFormatter, SystemdLineFormatter>());

        // That the host cannot start is said once, by the command line, without the stack trace that the log would give it.
        builder.Logging.AddFilter(HostCategory, level => level >= LogLevel.Warning && hasStarted());
    }

    private static bool IsLineFormatterOfTheFramework(ServiceDescriptor service) =>
        service.ServiceType == typeof(ConsoleFormatter)
        && service.ImplementationType?.Name is "SimpleConsoleFormatter" or "SystemdConsoleFormatter";
}
