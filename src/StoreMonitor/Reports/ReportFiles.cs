using StoreMonitor.Hosting;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports;

/// <summary>The folder of finished reports. A path is made of a report id that the job table knows, never of what a caller sent.</summary>
internal sealed class ReportFiles(MonitorOptions options)
{
    private readonly string _folder = Path.GetFullPath(options.ReportsFolder);

    /// <summary>Where the CSV of a report is, or will be.</summary>
    public string PathOf(string reportId) => Path.Combine(_folder, $"{reportId}.csv");

    /// <summary>Makes the folder, and removes what a killed process left half written.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_folder);
        foreach (var partial in Directory.EnumerateFiles(_folder, "*.csv" + WholeFile.PartialSuffix))
            File.Delete(partial);
    }

    /// <summary>Whether a report could be written now; throws what is in the way.</summary>
    public void ProbeWritable()
    {
        var probe = Path.Combine(_folder, $".probe-{Guid.NewGuid():N}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
    }
}
