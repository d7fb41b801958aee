using System.CommandLine;
using NodaTime;
using StoreMonitor.Ingestion;
using StoreMonitor.Storage;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>What every verb needs: the clock, where its output goes, and the settings and database that its options name.</summary>
internal sealed record VerbContext(IClock Clock, TextWriter Results, TextWriter Diagnostics)
{
    /// <summary>Makes a verb run an action in the background, because a signal is heard only once the action has returned its task.</summary>
    public static void SetAction(Command verb, Action<ParseResult, CancellationToken> action) =>
        verb.SetAction((parsed, cancel) => Task.Run(() => action(parsed, cancel), cancel));

    /// <summary>Reads the settings and prepares the database.</summary>
    /// <param name="mustExist">Whether a database that does not exist is a failure; otherwise it is created.</param>
    public static (MonitorOptions Options, Database Database) Open(ParseResult parsed, bool mustExist = false)
    {
        var options = MonitorOptions.From(SettingsOf(parsed));
        var database = new Database(options.Database);
        if (mustExist)
            database.Open().Dispose();
        database.Prepare();
        return (options, database);
    }

    /// <summary>The settings that were given as options. One that was left out is absent, because it must not hide what the environment says.</summary>
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

    /// <summary>Ingests the data folder of the settings.</summary>
    public IngestCommand Ingest(MonitorOptions options, Database database) => new(database, options.DataFolder, options.ReportsFolder, Clock);

    private static IConfigurationRoot SettingsOf(ParseResult parsed)
    {
        var builder = new ConfigurationBuilder();

        // Checked here, because the builder loads four assemblies to look for an optional file, and a cold report takes 3 ms longer.
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        if (File.Exists(file))
            builder.AddJsonFile(file);
        return builder.AddEnvironmentVariables().AddInMemoryCollection(Overrides(parsed)).Build();
    }
}
