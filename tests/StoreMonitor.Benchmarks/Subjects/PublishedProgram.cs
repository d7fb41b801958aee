using StoreMonitor.Benchmarks.Measuring;

namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>The program under test as it is shipped, and this program compiled in the same way.</summary>
/// <remarks>Published from a copy of the sources: restoring for a runtime changes lock files, and the work tree is none of ours.</remarks>
/// <param name="Monitor">The executable of StoreMonitor.</param>
/// <param name="Benchmarks">The executable of the benchmarks, for opponents that run in a process of their own.</param>
internal sealed record PublishedProgram(string Monitor, string Benchmarks)
{
    private const string MonitorProject = "src/StoreMonitor";
    private const string BenchmarksProject = "tests/StoreMonitor.Benchmarks";

    private static readonly string[] Folders = ["src", BenchmarksProject];
    private static readonly string[] BuildFolders = ["bin", "obj", "artifacts", "BenchmarkDotNet.Artifacts"];

    public static async Task<PublishedProgram> Publish(Scratch scratch, CancellationToken cancel)
    {
        var sources = scratch.NewPath("sources");
        foreach (var folder in Folders)
            Copy(new DirectoryInfo(Path.Combine(Repository.Root, folder)), Path.Combine(sources, folder));
        CopyFiles(new DirectoryInfo(Repository.Root), sources);

        var output = scratch.NewPath("published");
        await Publish(sources, MonitorProject, Path.Combine(output, "monitor"), cancel);
        await Publish(sources, BenchmarksProject, Path.Combine(output, "benchmarks"), cancel);
        return new PublishedProgram(
            Path.Combine(output, "monitor", "StoreMonitor"), Path.Combine(output, "benchmarks", "StoreMonitor.Benchmarks"));
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
