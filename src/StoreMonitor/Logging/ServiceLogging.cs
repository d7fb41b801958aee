using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using StoreMonitor.Settings;

namespace StoreMonitor.Logging;

/// <summary>Configures the log of the service: standard error, a timestamp on each line, untrusted text escaped.</summary>
internal static class ServiceLogging
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string FormatterNameKey = "Logging:Console:FormatterName";

    private static readonly string[] Formatters = [ConsoleFormatterNames.Simple, ConsoleFormatterNames.Json, ConsoleFormatterNames.Systemd];

    /// <summary>The default settings of the log.</summary>
    /// <remarks>
    /// They are not in a file because every verb would read it, which takes a tenth of a cold report: see docs/cold-start.md.
    /// </remarks>
    public static readonly Dictionary<string, string?> Defaults = new()
    {
        [FormatterNameKey] = ConsoleFormatterNames.Simple,
        ["Logging:Console:FormatterOptions:TimestampFormat"] = LogTime.FrameworkFormat,
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Microsoft"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Information),

        // A failure is logged once, where it is handled. EF Core would log each one too, with a stack trace, even if it is retried.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = nameof(LogLevel.None),

        // The framework logs a failed check with its stack trace at every probe. HealthJson gives the reason in one line.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = nameof(LogLevel.None),
    };

    /// <summary>The format of the lines outside the log.</summary>
    /// <exception cref="UsageException">The settings name an unknown formatter.</exception>
    public static DiagnosticForm FormOf(IConfiguration configuration) =>
        Formatters[SettingReader.Choice(configuration, FormatterNameKey, Formatters)] == ConsoleFormatterNames.Json
            ? DiagnosticForm.Json
            : DiagnosticForm.Timed;

    /// <summary>Whether JSON was requested, as far as that can be determined before the settings are read.</summary>
    public static bool RequestsJson(IReadOnlyList<string> arguments)
    {
        var start = $"--{FormatterNameKey}=";
        var requested = arguments.LastOrDefault(argument => argument.StartsWith(start, StringComparison.OrdinalIgnoreCase))?[start.Length..]
            ?? Environment.GetEnvironmentVariable(FormatterNameKey.Replace(":", "__", StringComparison.Ordinal));
        return ConsoleFormatterNames.Json.Equals(requested, StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="hasStarted">Whether the host has started.</param>
    public static void Configure(WebApplicationBuilder builder, Func<bool> hasStarted)
    {
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        foreach (var formatter in builder.Services.Where(IsLineFormatterOfTheFramework).ToList())
            builder.Services.Remove(formatter);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ConsoleFormatter, LineFormatter>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ConsoleFormatter, SystemdLineFormatter>());

        // The command line reports once that the host cannot start, without the stack trace that the log would add.
        builder.Logging.AddFilter(HostCategory, level => level >= LogLevel.Warning && hasStarted());
    }

    private static bool IsLineFormatterOfTheFramework(ServiceDescriptor service) =>
        service.ServiceType == typeof(ConsoleFormatter)
        && service.ImplementationType?.Name is "SimpleConsoleFormatter" or "SystemdConsoleFormatter";
}
