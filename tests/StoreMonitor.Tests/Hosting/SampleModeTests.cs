using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

/// <summary>Without own data the program works on the sample, says so, and never mixes the two: as in a fresh clone.</summary>
public sealed class SampleModeTests : IDisposable
{
    private const string OwnPoll = "own,active,2024-10-07 10:00:00 UTC";

    private readonly Cli _cli = new();

    public SampleModeTests()
    {
        Directory.CreateDirectory(_cli.DataFolder);
        _cli.Folder.Write("data/sample/store_status.csv", $"{Cli.StatusHeader}\nmade-up,active,2024-10-07 10:00:00 UTC\n");
        _cli.Folder.Write("data/sample/menu_hours.csv", $"{Cli.HoursHeader}\n");
        _cli.Folder.Write("data/sample/timezones.csv", $"{Cli.ZonesHeader}\nmade-up,UTC\n");
    }

    private string SampleDatabase => _cli.Folder.Of("data", "sample", "store-monitor.db");

    private string OwnDatabase => _cli.Folder.Of("data", "store-monitor.db");

    [Theory]
    [InlineData("ingest")]
    [InlineData("report")]
    [InlineData("explain", "made-up")]
    public async Task Without_own_data_a_verb_works_on_the_sample_and_says_so(params string[] args)
    {
        var run = await Run(args);

        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.Diagnostics.Should().StartWith("sample data: there are no CSVs and no database in data, so the synthetic data in data/sample is used\n");
        Facts.In(SampleDatabase).Stores.Should().Equal("made-up");
        File.Exists(OwnDatabase).Should().BeFalse("the sample has a database of its own");
    }

    [Theory]
    [InlineData("prune", "--older-than", "1d", "--yes")]
    [InlineData("forget", "made-up")]
    public async Task A_verb_that_removes_does_not_touch_the_sample(params string[] args)
    {
        await Run("report");

        var run = await Run(args);

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().StartWith("failed: there is no database data/store-monitor.db");
        Facts.In(SampleDatabase).Polls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_database_made_from_the_sample_never_meets_own_CSVs()
    {
        await Run("report");
        _cli.WriteStatus(OwnPoll);

        var run = await Run("ingest");

        run.Diagnostics.Should().NotContain("sample");
        Facts.In(OwnDatabase).Stores.Should().Equal("own");
        Facts.In(SampleDatabase).Stores.Should().Equal("made-up");
    }

    [Theory]
    [InlineData("store_status.csv")]
    [InlineData("STATUS.CSV")]
    [InlineData("polls.csv.gz")]
    public async Task A_CSV_of_any_name_is_own_data(string name)
    {
        _cli.WriteRaw(name, "whatever\n");

        var run = await Run("report");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().StartWith("failed: there is no database data/store-monitor.db");
        Directory.GetFiles(_cli.Folder.Of("data", "sample"), "*.db*").Should().BeEmpty();
    }

    [Fact]
    public async Task An_own_database_is_own_data_without_CSVs_too()
    {
        _cli.WriteStatus(OwnPoll);
        await Run("ingest");
        File.Delete(_cli.Folder.Of("data", "store_status.csv"));

        var run = await Run("report", "--output", "-");

        run.Results.Should().Contain("\nown,").And.NotContain("made-up");
        run.Diagnostics.Should().NotContain("sample");
    }

    [Theory]
    [InlineData("--data", "data")]
    [InlineData("--database", "data/store-monitor.db")]
    public async Task Whoever_names_data_or_a_database_does_not_get_the_sample(string option, string value)
    {
        var run = await Run("report", option, value);

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().StartWith("failed: there is no database data/store-monitor.db").And.Contain("ingest --data data");
        Directory.GetFiles(_cli.Folder.Path, "*.db*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_sample_that_was_replaced_is_loaded_anew()
    {
        await Run("report");
        _cli.Folder.Write("data/sample/store_status.csv", $"{Cli.StatusHeader}\nanother,active,2024-10-07 10:00:00 UTC\n");

        await Run("report");

        Facts.In(SampleDatabase).Stores.Should().Contain("another");
    }

    [Fact]
    public async Task The_service_works_on_the_sample_until_there_is_own_data()
    {
        var first = await ServeOnce();
        _cli.WriteStatus(OwnPoll);

        var second = await ServeOnce();

        first.Should().Contain("sample data: ").And.Contain("synthetic data in data/sample");
        second.Should().NotContain("sample data: ").And.Contain("the database data/store-monitor.db is empty: ingesting data");
        Facts.In(OwnDatabase).Stores.Should().Equal("own");
    }

    public void Dispose() => _cli.Dispose();

    private Task<CliRun> Run(params string[] args) => ProgramRun.In(_cli.Folder.Path, args);

    private async Task<string> ServeOnce()
    {
        using var service = ServiceProcess.Start(
            ["env", "-C", _cli.Folder.Path], ["serve", "--urls", "http://127.0.0.1:0"], []);
        await service.WaitForDiagnostic("listens on");
        await service.Signal("TERM");
        (await service.Exit()).Should().Be(0, service.Diagnostics);
        return service.Diagnostics;
    }
}
