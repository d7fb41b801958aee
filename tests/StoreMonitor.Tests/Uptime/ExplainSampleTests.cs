using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Uptime;

/// <summary>Explain is held to the report: over the sample data, every sum ends in exactly the cells of the CSV.</summary>
public sealed class ExplainSampleTests(ExplainSampleTests.Ingested ingested) : IClassFixture<ExplainSampleTests.Ingested>
{
    private static readonly string[] Windows = ["last_hour", "last_day", "last_week"];

    [Theory]
    [InlineData("hold")]
    [InlineData("midpoint")]
    [InlineData("proportional")]
    [InlineData("hold", "--max-carry", "90m")]
    [InlineData("hold", "--as-of", "2026-03-09T03:00:00Z")]
    public async Task Every_sum_ends_in_the_cells_of_the_report(string interpolation, params string[] options)
    {
        string[] asked = ["--interpolation", interpolation, .. options];
        var report = await ingested.Cli.Run(["report", .. asked]);
        var rows = (await File.ReadAllLinesAsync(report.ResultLines[0])).Select(line => line.Split(',')).ToList();

        rows.Should().HaveCount(1 + 60);
        foreach (var row in rows.Skip(1))
        {
            var explained = await ingested.Cli.Run(["explain", row[0], .. asked]);

            Cells(explained).Should().Equal(rows[0].Skip(1).Zip(row.Skip(1), (name, cell) => (name, cell)), $"store {row[0]}");
            explained.Results.Should().ContainAll(Windows);
        }
    }

    private static IEnumerable<(string Name, string Cell)> Cells(CliRun run)
    {
        var cells = run.ResultLines
            .Select(line => line.Trim().Split(" = "))
            .Where(parts => parts[0].StartsWith("uptime_", StringComparison.Ordinal) || parts[0].StartsWith("downtime_", StringComparison.Ordinal))
            .Select(parts => (Name: parts[0], Cell: parts[1].StartsWith("empty ", StringComparison.Ordinal) ? "" : parts[1].Split(' ')[0]))
            .ToList();
        return [.. cells.Where(cell => cell.Name[0] == 'u'), .. cells.Where(cell => cell.Name[0] == 'd')];
    }

    /// <summary>The sample data, ingested once.</summary>
    public sealed class Ingested : IAsyncLifetime
    {
        internal Cli Cli { get; } = new();

        public async Task InitializeAsync()
        {
            Cli.Clock.Reset(NodaTime.Instant.FromUtc(2026, 4, 1, 0, 0));
            foreach (var file in Directory.GetFiles(Repository.DataFolder, "*.csv"))
                Cli.WriteRaw(Path.GetFileName(file), await File.ReadAllBytesAsync(file));
            var run = await Cli.Run("ingest");
            run.Results.Should().NotContain("rejected rows");
        }

        public Task DisposeAsync()
        {
            Cli.Dispose();
            return Task.CompletedTask;
        }
    }
}
