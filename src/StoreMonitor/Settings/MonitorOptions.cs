using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Storage;

namespace StoreMonitor.Settings;

/// <summary>
/// The settings of the program, from appsettings.json, the environment and the command line; later sources override earlier ones.
/// </summary>
/// <param name="DataFolder">The folder of the input files.</param>
/// <param name="ReportsFolder">The folder that reports are written to.</param>
/// <param name="Database">The database: a file path or a connection string.</param>
/// <param name="ReportQueueLimit">How many reports may be queued; further requests are refused with 503.</param>
/// <param name="ReportsAtOnce">How many reports are computed concurrently.</param>
/// <param name="AllowAnonymous">Whether the service may listen on an address that others can reach although it requires no key.</param>
internal sealed record MonitorOptions(
    string DataFolder, string ReportsFolder, string Database, int ReportQueueLimit, int ReportsAtOnce, bool AllowAnonymous)
{
    public const string DataFolderKey = "Data:Folder";
    public const string ReportsFolderKey = "Reports:Folder";
    public const string DatabaseKey = "ConnectionStrings:StoreMonitor";

    private const string MaxDataAgeKey = "Health:MaxDataAge";
    private const string KeepReportsKey = "Reports:KeepFor";
    private const string MaxCarryKey = "Reports:MaxCarry";
    private const string KeepPollsKey = "Polls:KeepFor";
    private const string NowKey = "Reports:Now";
    private const string FoldAtKey = "Polls:FoldAt";
    private const string FoldAfterKey = "Polls:FoldAfter";
    private const string MaxUnfoldedKey = "Polls:MaxUnfolded";
    private const string ProviderKey = "Database:Provider";
    private const string QueueLimitKey = "Reports:QueueLimit";
    private const string ReportsAtOnceKey = "Reports:AtOnce";
    private const string AllowAnonymousKey = "Security:AllowAnonymous";
    private const string Sqlite = "Sqlite";
    private const string Postgres = "Postgres";
    private const int DefaultQueueLimit = 1_000;

    private const int NowByClockIndex = 1;

    // A report that merges so many unfolded polls takes some milliseconds more (docs/decisions/0021).
    private const int DefaultFoldAt = 100_000;

    // Some seconds of intake at full speed. Chosen.
    private const int DefaultMaxUnfolded = 1_000_000;

    // Each unfolded poll takes 32 bytes of memory while it is folded. Chosen.
    private const int MostUnfolded = 10_000_000;

    // A fold rewrites the latest chunk of each store that it meets, so it pays to let some polls of a store come together. Chosen.
    private static readonly Duration DefaultFoldAfter = Duration.FromHours(1);

    private static readonly string[] Providers = [Sqlite, Postgres];

    // Chosen: each report takes a thread and a connection, and more reports than processors finish no sooner.
    private const int MaxReportsAtOnce = 64;

    private static readonly string[] NowNames = ["latest", "clock"];

    /// <summary>Whether the data is the bundled sample because the user has none; every result says so.</summary>
    public bool IsSample { get; init; }

    /// <summary>The origin of the data as results name it: <c>own</c> or <c>sample</c>.</summary>
    public string DataSource => IsSample ? "sample" : "own";

    /// <summary>The age of the latest poll above which the service is degraded; <c>null</c> for no limit.</summary>
    public Duration? MaxDataAge { get; init; }

    /// <summary>How long a finished report is kept; <c>null</c> to keep it for ever.</summary>
    public Duration? KeepReportsFor { get; init; }

    /// <summary>The age above which <c>prune</c> removes polls; <c>null</c> if the verb requires an option.</summary>
    public Duration? KeepPollsFor { get; init; }

    /// <summary>Whether a report that names no as-of instant is as of the clock, and not of the latest poll (rule R13).</summary>
    public bool NowIsClock { get; init; }

    /// <summary>How many live polls the log may have before they are moved into chunks.</summary>
    public int FoldAtPolls { get; init; } = DefaultFoldAt;

    /// <summary>How long live polls may stay in the log.</summary>
    public Duration FoldAfter { get; init; } = DefaultFoldAfter;

    /// <summary>From how many unfolded polls on further ones are refused until the fold has caught up.</summary>
    public int MaxUnfoldedPolls { get; init; } = DefaultMaxUnfolded;

    /// <summary>How far a poll carries by default: section "Between the polls" of docs/semantics.md.</summary>
    public Duration MaxCarry { get; init; } = UptimeOptions.Default.MaxCarry;

    /// <summary>The default calculation options.</summary>
    public UptimeOptions Uptime => new(UptimeOptions.Default.Interpolation, MaxCarry);

    /// <summary>The as-of instant by the clock, where the settings choose it; otherwise <c>null</c>.</summary>
    /// <remarks>Cut to the second, so that those who ask within one share a report.</remarks>
    public Instant? NowByClock(IClock clock) =>
        NowIsClock ? Instant.FromUnixTimeSeconds(clock.GetCurrentInstant().ToUnixTimeSeconds()) : null;

    /// <exception cref="UsageException">A setting has an invalid value.</exception>
    public static MonitorOptions From(IConfiguration configuration)
    {
        var database = DatabaseIn(configuration);
        return new MonitorOptions(
            Text(configuration, DataFolderKey, "data"),
            Text(configuration, ReportsFolderKey, "reports"),
            database,
            SettingReader.Number(configuration, QueueLimitKey, DefaultQueueLimit),
            SettingReader.Number(configuration, ReportsAtOnceKey, 1, MaxReportsAtOnce),
            SettingReader.Flag(configuration, AllowAnonymousKey))
        {
            MaxDataAge = Age(configuration, MaxDataAgeKey),
            KeepReportsFor = Age(configuration, KeepReportsKey),
            KeepPollsFor = Age(configuration, KeepPollsKey),
            MaxCarry = Carry(configuration),
            NowIsClock = SettingReader.Choice(configuration, NowKey, NowNames) == NowByClockIndex,
            FoldAtPolls = SettingReader.Number(configuration, FoldAtKey, DefaultFoldAt, MostUnfolded),
            FoldAfter = Age(configuration, FoldAfterKey) ?? DefaultFoldAfter,
            MaxUnfoldedPolls = MaxUnfolded(configuration),
        };
    }

    // Below the number at which a fold begins, polls would be refused and never folded.
    private static int MaxUnfolded(IConfiguration configuration)
    {
        var most = SettingReader.Number(configuration, MaxUnfoldedKey, DefaultMaxUnfolded, MostUnfolded);
        var foldAt = SettingReader.Number(configuration, FoldAtKey, DefaultFoldAt, MostUnfolded);
        return most >= foldAt ? most : throw new UsageException($"{MaxUnfoldedKey} is {most}, which is below {FoldAtKey}, {foldAt}");
    }

    // The address says which database it is. A provider that says another would be ignored silently, so it is refused.
    private static string DatabaseIn(IConfiguration configuration)
    {
        var isPostgres = SettingReader.Choice(configuration, ProviderKey, Providers) == 1;
        var isSqlite = !isPostgres && configuration[ProviderKey] is not null;
        var database = Text(configuration, DatabaseKey, Path.Combine("data", "store-monitor.db"));
        var isServer = Databases.IsServer(database);
        if (isSqlite && isServer)
            throw new UsageException($"{ProviderKey} is '{Sqlite}', but {DatabaseKey} names a PostgreSQL server: change one of them");
        if (isPostgres && !isServer)
        {
            throw new UsageException(
                $"{ProviderKey} is '{Postgres}', but {DatabaseKey} names no PostgreSQL server: give one as "
                + "Host=…;Database=…;Username=… or postgres://user@host/database");
        }

        return Databases.ProblemWith(database) is { } problem
            ? throw new UsageException($"{DatabaseKey} is '{Databases.NameOf(database)}', which {problem}")
            : database;
    }

    private static string Text(IConfiguration configuration, string key, string fallback)
    {
        var text = configuration[key] ?? fallback;
        return string.IsNullOrWhiteSpace(text) ? throw new UsageException($"{key} is empty") : text;
    }

    private static Duration? Age(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { } text)
            return null;
        return DurationText.TryParse(text, out var age) && age > Duration.Zero && age <= UptimeOptions.LongestCarry
            ? age
            : throw new UsageException($"{key} is '{text}', which is not a duration such as 30d or P30D, up to 36525d");
    }

    private static Duration Carry(IConfiguration configuration)
    {
        if (configuration[MaxCarryKey] is not { } text)
            return UptimeOptions.Default.MaxCarry;
        return DurationText.TryParse(text, out var carry) && UptimeOptions.CanCarry(carry)
            ? carry
            : throw new UsageException($"{MaxCarryKey} is '{text}', which is not a duration such as 24h or P7D, up to 36525d");
    }
}
