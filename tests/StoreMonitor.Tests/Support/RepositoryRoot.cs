namespace StoreMonitor.Tests.Support;

/// <summary>The folder of the solution, found upwards from where the tests run.</summary>
internal static class RepositoryRoot
{
    private const string Solution = "StoreMonitor.sln";

    public static readonly string Folder = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
                return folder.FullName;
        }

        throw new InvalidOperationException($"no {Solution} above {AppContext.BaseDirectory}");
    }
}
