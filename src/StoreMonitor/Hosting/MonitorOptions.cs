using System.Globalization;

namespace StoreMonitor.Hosting;

/// <summary>The settings of the program, from appsettings.json, the environment and the command line, in rising order.</summary>
/// <param name="DataFolder">Where the input files are.</param>
/// <param name="ReportsFolder">Where reports are written.</param>
/// <param name="Database">The database: a file, or a connection string.</param>
/// <param name="ReportQueueLimit">How many reports may wait; one more is refused with 503.</param>
/// <param name="ReportsAtOnce">How many reports are computed at once.</param>
/// <param name="AllowAnonymous">Whether the service may listen where others can reach it although nobody has to show a key.</param>
internal sealed record MonitorOptions(
    string DataFolder, string ReportsFolder, string Database, int ReportQueueLimit, int ReportsAtOnce, bool AllowAnonymous)
{
    public const string DataFolderKey = "Data:Folder";
    public const string ReportsFolderKey = "Reports:Folder";
    public const string DatabaseKey = "ConnectionStrings:StoreMonitor";

    private const string ProviderKey = "Database:Provider";
    private const string QueueLimitKey = "Reports:QueueLimit";
    private const string ReportsAtOnceKey = "Reports:AtOnce";
    private const string AllowAnonymousKey = "Security:AllowAnonymous";
    private const string Sqlite = "Sqlite";
    private const int DefaultQueueLimit = 1_000;

    /// <exception cref="UsageException">A setting has a value it cannot have.</exception>
    public static MonitorOptions From(IConfiguration configuration)
    {
        var provider = configuration[ProviderKey] ?? Sqlite;
        if (!provider.Equals(Sqlite, StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{ProviderKey} is '{provider}'; this version has '{Sqlite}' only");

        return new MonitorOptions(
            Text(configuration, DataFolderKey, "data"),
            Text(configuration, ReportsFolderKey, "reports"),
            Text(configuration, DatabaseKey, Path.Combine("data", "store-monitor.db")),
            Number(configuration, QueueLimitKey, DefaultQueueLimit),
            Number(configuration, ReportsAtOnceKey, 1),
            Flag(configuration, AllowAnonymousKey));
    }

    private static string Text(IConfiguration configuration, string key, string fallback)
    {
        var text = configuration[key] ?? fallback;
        return string.IsNullOrWhiteSpace(text) ? throw new UsageException($"{key} is empty") : text;
    }

    private static int Number(IConfiguration configuration, string key, int fallback)
    {
        if (configuration[key] is not { } text)
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{key} is '{text}', which is not a whole number above zero");
    }

    private static bool Flag(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { } text)
            return false;
        return bool.TryParse(text, out var flag) ? flag : throw new UsageException($"{key} is '{text}', which is not 'true' or 'false'");
    }
}
