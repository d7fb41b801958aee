using System.Text;

namespace StoreMonitor.Tests.Support;

/// <summary>A folder of its own for each test, gone after it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("storemonitor-tests-").FullName;

    public string Of(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string name, string text) => Write(name, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));

    public string Write(string name, byte[] content)
    {
        var path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>What the repository has that is no code.</summary>
internal static class Repository
{
    /// <summary>The sample set.</summary>
    public static string DataFolder => Path.Combine(Root, "data", "sample");

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "StoreMonitor.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("no folder above the tests has the solution");
            return folder.FullName;
        }
    }
}
