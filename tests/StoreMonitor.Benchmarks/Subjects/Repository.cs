namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>The work tree that this program was built from.</summary>
internal static class Repository
{
    private const string SolutionName = "StoreMonitor.sln";

    public static readonly string Root = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionName)))
                return folder.FullName;
        }

        throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} has {SolutionName}");
    }
}
