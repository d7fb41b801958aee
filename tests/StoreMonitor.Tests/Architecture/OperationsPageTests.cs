using System.Text.RegularExpressions;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Architecture;

/// <summary>The page for operators names every setting that the code reads.</summary>
public sealed partial class OperationsPageTests
{
    // Of the host and the logger, which have pages of their own; and an annotation of EF Core.
    private static readonly string[] OfOthers = ["Kestrel", "Logging", "Sqlite"];

    private static readonly string Page = File.ReadAllText(RepositoryRoot.PathOf("docs", "operations.md"));

    public static TheoryData<string> Settings => new(SourceFile.All
        .SelectMany(file => KeyPattern().Matches(file.Text).Select(match => match.Groups[1].Value))
        .Where(key => !OfOthers.Contains(key.Split(':')[0]))
        .Select(key => key.Replace(":", "__", StringComparison.Ordinal))
        .Distinct()
        .Order(StringComparer.Ordinal));

    [Fact]
    public void The_scan_finds_the_settings() => Settings.Should().HaveCountGreaterThan(8);

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_on_the_page(string setting) => Page.Should().Contain($"| `{setting}` |");

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_in_the_README(string setting) =>
        File.ReadAllText(RepositoryRoot.PathOf("README.md")).Should().Contain($"| `{setting}` |");

    [Fact]
    public void Every_exit_code_is_on_the_page() => Page.Should().ContainAll("| 0 |", "| 1 |", "| 2 |", "| 130 |", "| 143 |");

    [GeneratedRegex("\"([A-Z][A-Za-z]+(:[A-Z][A-Za-z]+)+)\"")]
    private static partial Regex KeyPattern();
}
