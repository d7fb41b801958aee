using StoreMonitor.Ingestion;
using StoreMonitor.Settings;

namespace StoreMonitor.Hosting;

/// <summary>The bundled sample, which stands in as long as there is no data of the user's own.</summary>
/// <remarks>It has a folder and a database of its own, so that its facts never meet others.</remarks>
internal static class SampleData
{
    private const string FolderName = "sample";
    private const string DatabaseName = "store-monitor.db";

    /// <summary>The settings with the sample in place of own data, if nothing was named and there is none; otherwise the settings as they are.</summary>
    public static MonitorOptions StandIn(MonitorOptions options, IConfiguration configuration)
    {
        if (configuration[MonitorOptions.DataFolderKey] is not null || configuration[MonitorOptions.DatabaseKey] is not null)
            return options;

        var folder = Path.Combine(options.DataFolder, FolderName);
        if (File.Exists(options.Database) || HasCsvs(options.DataFolder) || !InputFiles.ExistIn(folder))
            return options;

        return options with { DataFolder = folder, Database = Path.Combine(folder, DatabaseName), IsSample = true };
    }

    /// <summary>Tells the user, on standard error, that figures come from the sample.</summary>
    public static void Announce(MonitorOptions options, TextWriter diagnostics)
    {
        if (options.IsSample)
        {
            var own = Path.GetDirectoryName(options.DataFolder);
            diagnostics.WriteLine(
                $"sample data: there are no CSVs and no database in {own}, so the made-up data in {options.DataFolder} is used");
        }
    }

    // Of any name: a folder with CSVs has data of the user's own, even if none of them can be loaded.
    private static bool HasCsvs(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(path =>
            path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase));
}
