using StoreMonitor.Benchmarks.Measuring;

namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>The program under test as it is shipped, and this program compiled in the same way.</summary>
/// <remarks>Published from a copy of the sources: restoring for a runtime changes lock files, and the work tree is none of ours.</remarks>
/// <param name="Folder">Where both are, each with what it needs.</param>
internal sealed record PublishedProgram(string Folder)
{
    private const string MonitorProject = "src/StoreMonitor";
    private const string BenchmarksProject = "tests/StoreMonitor.Benchmarks";
    private const string MonitorFolder = "monitor";
    private const string BenchmarksFolder = "benchmarks";

    private static readonly string[] Folders = ["src", BenchmarksProject];
    private static readonly string[] BuildFolders = ["bin", "obj", "artifacts", "BenchmarkDotNet.Artifacts"];

    /// <summary>The executable of StoreMonitor.</summary>
    public string Monitor { get; } = Path.Combine(Folder, MonitorFolder, "StoreMonitor");

    /// <summary>The executable of the benchmarks, for opponents that run in a process of their own.</summary>
    public string Benchmarks { get; } = Path.Combine(Folder, BenchmarksFolder, "StoreMonitor.Benchmarks");

    public static async Task<PublishedProgram> Publish(Scratch scratch, CancellationToken cancel)
    {
        var sources = scratch.NewPath("sources");
        foreach (var folder in Folders)
            Copy(new DirectoryInfo(Path.Combine(Repository.Root, folder)), Path.Combine(sources, folder));
        CopyFiles(new DirectoryInfo(Repository.Root), sources);

        var output = scratch.NewPath("published");
        await Publish(sources, MonitorProject, Path.Combine(output, MonitorFolder), cancel);
        await Publish(sources, BenchmarksProject, Path.Combine(output, BenchmarksFolder), cancel);
        return new PublishedProgram(output);
    }

    private static Task<Sample> Publish(string sources, string project, string output, CancellationToken cancel) => ChildProcess.Run(
        "dotnet",
        [
            "publish", project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true",
            "-p:RestoreLockedMode=false", "-p:RunAnalyzers=false", "--disable-build-servers", "-o", output,
        ],
        cancel,
        sources);

    private static void Copy(DirectoryInfo from, string to)
    {
        CopyFiles(from, to);
        foreach (var folder in from.EnumerateDirectories().Where(folder => !BuildFolders.Contains(folder.Name)))
            Copy(folder, Path.Combine(to, folder.Name));
    }

    private static void CopyFiles(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to, file.Name));
    }
}
