using System.CommandLine;
using NodaTime;
using StoreMonitor.Commands;
using StoreMonitor.Ingestion;
using StoreMonitor.Logging;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>What every verb needs: the clock, its outputs, and the settings and database that its options select.</summary>
/// <param name="ServiceDiagnostics">The same as <paramref name="Diagnostics"/>, for lines in the format of the service's log.</param>
internal sealed record VerbContext(
    IClock Clock, TextWriter Results, TextWriter Diagnostics, DiagnosticLines ServiceDiagnostics, Signals? Signals)
{
    /// <summary>
    /// Makes a verb run its action in the background, because signals are handled only after the action has returned its task.
    /// </summary>
    public static void SetAction(Command verb, Action<ParseResult, CancellationToken> action) =>
        verb.SetAction((parsed, cancel) => Task.Run(() => action(parsed, cancel), cancel));

    /// <summary>Reads the settings and prepares the database of the user's own data.</summary>
    /// <param name="mustExist">Whether a missing database is an error; otherwise it is created.</param>
    /// <exception cref="NoDatabaseException">The database does not exist, and it must.</exception>
    public (MonitorOptions Options, IFacts Facts) Open(ParseResult parsed, bool mustExist = false)
    {
        var settings = SettingsOf(parsed);
        WarnOfUnknown(settings);
        var options = MonitorOptions.From(settings);
        var facts = Databases.Open(options.Database);
        if (mustExist && !facts.Exists)
            throw new NoDatabaseException(facts.Name, options.DataFolder);
        facts.Prepare();
        return (options, facts);
    }

    /// <summary>
    /// Reads the settings and prepares the database to load. Without own data, that is the sample's, which it announces.
    /// </summary>
    public (MonitorOptions Options, IFacts Facts) OpenToLoad(ParseResult parsed)
    {
        var options = OptionsOf(parsed);
        var facts = Databases.Open(options.Database);
        facts.Prepare();
        return (options, facts);
    }

    /// <summary>
    /// Reads the settings and prepares the database to read. Without own data, that is the sample's, which it announces.
    /// </summary>
    /// <remarks>
    /// Only the sample is loaded implicitly. Naming a folder with CSVs on the command line counts as a request to load it, as long as
    /// nothing was loaded.
    /// </remarks>
    /// <exception cref="NoDatabaseException">There is no database, and no CSVs were named to create one from.</exception>
    public (MonitorOptions Options, IFacts Facts) OpenToRead(ParseResult parsed, CancellationToken cancel)
    {
        var options = OptionsOf(parsed);
        var facts = Databases.Open(options.Database);
        var isFolderNamed = parsed.GetResult(CommandOptions.Data) is not null && InputFiles.ExistIn(options.DataFolder);
        if (!facts.Exists && !options.IsSample && !isFolderNamed)
            throw new NoDatabaseException(facts.Name, options.DataFolder);

        facts.Prepare();
        if (options.IsSample)
            Ingest(options, facts).RunIfChanged(Diagnostics, cancel);
        else if (isFolderNamed)
            Ingest(options, facts).RunIfEmpty(Diagnostics, cancel);
        return (options, facts);
    }

    /// <summary>
    /// The settings that were given as options. An absent option adds no entry, because it must not override the environment.
    /// </summary>
    public static Dictionary<string, string?> Overrides(ParseResult parsed)
    {
        (Option<string> Option, string Key)[] settings =
        [
            (CommandOptions.Data, MonitorOptions.DataFolderKey),
            (CommandOptions.Database, MonitorOptions.DatabaseKey),
            (CommandOptions.Reports, MonitorOptions.ReportsFolderKey),
        ];
        var overrides = new Dictionary<string, string?>();
        foreach (var (option, key) in settings)
        {
            if (parsed.GetResult(option) is not null)
                overrides.Add(key, parsed.GetValue(option));
        }

        return overrides;
    }

    /// <summary>Creates the command that ingests the data folder of the settings.</summary>
    public IngestCommand Ingest(MonitorOptions options, IFacts facts) =>
        new(facts, options.DataFolder, options.ReportsFolder, Clock);

    private MonitorOptions OptionsOf(ParseResult parsed)
    {
        var settings = SettingsOf(parsed);
        var options = SampleData.StandIn(MonitorOptions.From(settings), settings);
        WarnOfUnknown(settings);
        SampleData.Announce(options, Diagnostics);
        return options;
    }

    private void WarnOfUnknown(IConfiguration settings)
    {
        foreach (var warning in KnownSettings.WarningsFor(settings))
            Diagnostics.WriteLine($"warning: {warning}");
    }

    private static IConfigurationRoot SettingsOf(ParseResult parsed)
    {
        var builder = new ConfigurationBuilder();

        // The check is here because the configuration builder loads four assemblies to look for an optional file: 3 ms of a cold report.
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        if (File.Exists(file))
            builder.AddJsonFile(file);
        builder.AddEnvironmentVariables().AddInMemoryCollection(Overrides(parsed));
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException unreadable)
        {
            throw SettingsFile.Unreadable(unreadable);
        }
    }
}
