using StoreMonitor.Ingestion;
using StoreMonitor.Settings;

namespace StoreMonitor.Hosting;

/// <summary>The bundled sample, which is used as long as the user has no own data.</summary>
/// <remarks>It has its own folder and database, so that its facts are never mixed with others.</remarks>
internal static class SampleData
{
    private const string FolderName = "sample";
    private const string DatabaseName = "store-monitor.db";

    /// <summary>
    /// The settings with the sample in place of own data, if none was named and none exists; otherwise the settings unchanged.
    /// </summary>
    public static MonitorOptions StandIn(MonitorOptions options, IConfiguration configuration)
    {
        if (configuration[MonitorOptions.DataFolderKey] is not null || configuration[MonitorOptions.DatabaseKey] is not null)
            return options;

        var folder = Path.Combine(options.DataFolder, FolderName);
        if (File.Exists(options.Database) || HasCsvs(options.DataFolder) || !InputFiles.ExistIn(folder))
            return options;

        return options with { DataFolder = folder, Database = Path.Combine(folder, DatabaseName), IsSample = true };
    }

    /// <summary>Writes to standard error that figures come from the sample.</summary>
    public static void Announce(MonitorOptions options, TextWriter diagnostics)
    {
        if (options.IsSample)
        {
            var own = Path.GetDirectoryName(options.DataFolder);
            diagnostics.WriteLine(
                $"sample data: there are no CSVs and no database in {own}, so the synthetic data in {options.DataFolder} is used");
        }
    }

    // Any CSV counts: a folder with CSVs holds own data, even if none of them can be loaded.
    private static bool HasCsvs(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(path =>
            path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase));
}
