using System.Text.RegularExpressions;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Golden;

/// <summary>
/// Reports compared with those of an independent program: see tests/golden/README.md. The files of P7D are older than the default max
/// carry of 24 hours and did not change with it.
/// </summary>
public sealed partial class GoldenReportTests
{
    private static readonly string Edge = RepositoryRoot.PathOf("tests", "golden", "edge");
    private static readonly string EdgeReports = Path.Combine(Edge, "expected");
    private static readonly string SampleReports = RepositoryRoot.PathOf("tests", "golden", "sample");

    public static TheoryData<string> EdgeFiles => FilesIn(EdgeReports);

    public static TheoryData<string> SampleFiles => FilesIn(SampleReports);

    [Theory]
    [MemberData(nameof(EdgeFiles))]
    public async Task A_report_on_the_edge_cases_is_the_golden_one(string file)
    {
        var report = await Report(Edge, file);

        report.Should().Be(await File.ReadAllTextAsync(Path.Combine(EdgeReports, file)));
    }

    [Theory]
    [MemberData(nameof(SampleFiles))]
    public async Task A_report_on_the_committed_data_is_the_golden_one(string file)
    {
        var report = await Report(RepositoryRoot.PathOf("data", "sample"), file);

        report.Should().Be(await File.ReadAllTextAsync(Path.Combine(SampleReports, file)));
    }

    [Fact]
    public async Task The_report_on_the_committed_data_is_as_of_its_latest_poll_unless_told_otherwise()
    {
        using var folder = FolderWith(RepositoryRoot.PathOf("data", "sample"));

        var report = await folder.Report("--as-of", "2026-03-31T23:43:12.788729Z");

        (await folder.Report()).Should().Equal(report);
    }

    [Fact]
    public void There_are_golden_reports_for_every_interpolation_and_carry()
    {
        EdgeFiles.Should().HaveCount(27);
        SampleFiles.Should().HaveCount(6);
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("midpoint")]
    [InlineData("proportional")]
    public async Task A_report_that_names_no_max_carry_is_the_golden_one_of_24_hours(string interpolation)
    {
        using var folder = FolderWith(RepositoryRoot.PathOf("data", "sample"));

        var report = await folder.Report("--interpolation", interpolation);

        report.Should().Equal(await File.ReadAllBytesAsync(Path.Combine(SampleReports, $"2026-03-31T234312.788729Z.{interpolation}.P1D.csv")));
    }

    // A file's name says what to ask for: 2024-11-04T120000Z.hold.P7D.csv.
    [GeneratedRegex(@"^(?<date>[^T]+)T(?<hour>\d\d)(?<minute>\d\d)(?<rest>[\d.]+Z)\.(?<interpolation>\w+)\.(?<carry>\w+)\.csv$")]
    private static partial Regex NamePattern();

    private static async Task<string> Report(string data, string file)
    {
        using var folder = FolderWith(data);
        return System.Text.Encoding.UTF8.GetString(await folder.Report(OptionsOf(file)));
    }

    internal static string[] OptionsOf(string file)
    {
        var name = NamePattern().Match(file);
        return
        [
            "--as-of", $"{name.Groups["date"]}T{name.Groups["hour"]}:{name.Groups["minute"]}:{name.Groups["rest"]}",
            "--interpolation", name.Groups["interpolation"].Value, "--max-carry", name.Groups["carry"].Value,
        ];
    }

    internal static ServiceFolder FolderWith(string data)
    {
        var folder = new ServiceFolder(NodaTime.Instant.FromUtc(2026, 4, 1, 0, 0));
        foreach (var file in new[] { "menu_hours.csv", "store_status.csv", "timezones.csv" })
            File.Copy(Path.Combine(data, file), Path.Combine(folder.Data, file));
        return folder;
    }

    private static TheoryData<string> FilesIn(string folder) =>
        new(Directory.GetFiles(folder, "*.csv").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
}
