using StoreMonitor.Hosting;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports;

/// <summary>The folder of finished reports. A path is made of a report id that the job table knows, never of what a caller sent.</summary>
internal sealed class ReportFiles(MonitorOptions options)
{
    private readonly string _folder = Path.GetFullPath(options.ReportsFolder);

    /// <summary>Where the CSV with a file id is, or will be; a file id is the id of the report it was first written for.</summary>
    public string PathOf(string fileId) => Path.Combine(_folder, $"{fileId}.csv");

    /// <summary>Whether the CSV with a file id is there.</summary>
    public bool Exist(string fileId) => File.Exists(PathOf(fileId));

    /// <summary>Removes the CSV with a file id, if it is there.</summary>
    public void Delete(string fileId) => File.Delete(PathOf(fileId));

    /// <summary>Makes the folder, and removes what a killed process left half written; what a living one is writing stays.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_folder);
        WholeFile.RemoveLeftBehind(_folder, _ => true);
    }

    /// <summary>Whether a report could be written now; throws what is in the way.</summary>
    public void ProbeWritable()
    {
        var probe = Path.Combine(_folder, $".probe-{Guid.NewGuid():N}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
    }
}
