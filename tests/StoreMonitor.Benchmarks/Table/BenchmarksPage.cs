using StoreMonitor.Benchmarks.Subjects;

namespace StoreMonitor.Benchmarks.Table;

/// <summary>docs/benchmarks.md, of which this program owns what stands between two marks.</summary>
internal static class BenchmarksPage
{
    private const string Begins = "<!-- table -->";
    private const string Ends = "<!-- /table -->";

    private static readonly string FilePath = Path.Combine(Repository.Root, "docs", "benchmarks.md");

    /// <exception cref="InvalidOperationException">The page lacks the marks.</exception>
    public static void Write(string text)
    {
        var page = File.ReadAllText(FilePath);
        var begins = page.IndexOf(Begins, StringComparison.Ordinal);
        var ends = page.IndexOf(Ends, StringComparison.Ordinal);
        if (begins < 0 || ends < begins)
            throw new InvalidOperationException($"{FilePath} lacks the marks {Begins} and {Ends}");
        File.WriteAllText(FilePath, $"{page[..begins]}{Begins}\n\n{text.TrimEnd('\n')}\n\n{page[ends..]}");
    }
}
