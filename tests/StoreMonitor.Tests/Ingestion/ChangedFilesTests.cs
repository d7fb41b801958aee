using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>The service loads the CSVs of its data folder when it starts, if they are not as they were when they were last loaded.</summary>
public class ChangedFilesTests : IDisposable
{
    private readonly ServiceFolder _folder = new ServiceFolder()
        .WritePolls("a,active,2024-10-07 10:00:00 UTC")
        .WriteHours("a,0,09:00,12:00")
        .WriteZones("a,UTC");

    [Fact]
    public async Task What_has_not_changed_is_not_read_again()
    {
        await Serve();

        (await Serve()).Should().NotContain("ingesting");
    }

    [Fact]
    public async Task What_another_verb_has_loaded_is_not_read_again()
    {
        await _folder.Run("ingest");

        (await Serve()).Should().NotContain("ingesting");
    }

    [Fact]
    public async Task A_file_that_changed_is_loaded_and_named()
    {
        await Serve();
        _folder.WritePolls("a,active,2024-10-07 10:00:00 UTC", "b,active,2024-10-07 10:00:00 UTC");

        (await Serve()).Should().Contain("store_status.csv: new or changed since the last ingest: ingesting");
        Facts.In(_folder.Database).Stores.Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_new_file_of_special_hours_is_loaded_and_nothing_else_is_read_again()
    {
        await Serve();
        await File.WriteAllTextAsync(Path.Combine(_folder.Data, "Special_Hours.csv"), "store_id,date,start_time_local,end_time_local\na,2024-12-25,,\n");

        (await Serve()).Should().Contain("Special_Hours.csv: new or changed since the last ingest: ingesting")
            .And.Contain("Special_Hours.csv: read 1, stored 1").And.NotContain("store_status.csv: read");
        Facts.Scalar(_folder.Database, "SELECT special_hours FROM store_details").Should().Be("""[["2024-12-25",[]]]""");
    }

    [Fact]
    public async Task Hours_that_were_loaded_with_a_first_date_are_not_loaded_again_without_it()
    {
        await _folder.Run("ingest", "--effective-from", "2024-11-01");
        _folder.WritePolls("a,active,2024-10-07 10:00:00 UTC", "b,active,2024-10-07 10:00:00 UTC");

        await Serve();

        Facts.In(_folder.Database).Stores.Should().Equal("a", "b");
        Facts.In(_folder.Database).Hours.Should().BeEmpty();
        Facts.Scalar(_folder.Database, "SELECT dated_weeks FROM store_details").Should().Be("""[["2024-11-01",[[0,32400,43200]]]]""");
    }

    [Fact]
    public async Task A_file_of_the_same_length_written_later_is_a_changed_file()
    {
        await Serve();
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Data, "timezones.csv"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (await Serve()).Should().Contain("timezones.csv: new or changed");
    }

    [FactOnLinux]
    public async Task A_file_behind_a_symbolic_link_that_changed_is_a_changed_file()
    {
        var link = Path.Combine(_folder.Data, "store_status.csv");
        var real = Path.Combine(_folder.Reports, "export.txt");
        File.Move(link, real);
        File.CreateSymbolicLink(link, real);
        await Serve();
        await File.AppendAllTextAsync(real, "b,active,2024-10-07 10:00:00 UTC\n");

        await Serve();

        Facts.In(_folder.Database).Stores.Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_file_that_was_removed_takes_nothing_away()
    {
        await Serve();
        File.Delete(Path.Combine(_folder.Data, "menu_hours.csv"));

        (await Serve()).Should().NotContain("ingesting");
        Facts.In(_folder.Database).Hours.Should().ContainSingle();
    }

    [Fact]
    public async Task A_file_that_was_refused_is_tried_again()
    {
        _folder.WritePolls("a,active,2024-10-07 10:00:00 UTC");
        await _folder.Run("ingest");
        await File.WriteAllTextAsync(Path.Combine(_folder.Data, "timezones.csv"), "no,such,columns\n");

        var first = await Serve();
        var second = await Serve();

        first.Should().Contain("failed: timezones.csv: the header lacks");
        second.Should().Contain("failed: timezones.csv: the header lacks");
    }

    [Fact]
    public async Task Files_of_the_same_names_in_another_folder_are_other_files()
    {
        await _folder.Run("ingest");
        using var other = new ServiceFolder().WritePolls("b,active,2024-10-07 10:00:00 UTC");
        await other.Run("ingest", "--database", _folder.Database, "--data", other.Data);

        (await Serve()).Should().NotContain("ingesting");
    }

    [Fact]
    public async Task To_read_a_file_again_is_no_new_fact()
    {
        await _folder.Run("ingest");
        var before = Facts.Scalar(_folder.Database, "SELECT version FROM facts");

        await _folder.Run("ingest");

        Facts.Scalar(_folder.Database, "SELECT version FROM facts").Should().Be(before);
    }

    [Fact]
    public async Task Pruned_to_nothing_a_database_is_not_empty()
    {
        await _folder.Run("ingest");
        Facts.Scalar(_folder.Database, "DELETE FROM poll_chunks");

        var report = await _folder.Run("report", "--output", "-");

        report.Diagnostics.Should().NotContain("ingesting");
        (await Serve()).Should().NotContain("ingesting");
        Facts.In(_folder.Database).Polls.Should().BeEmpty();
    }

    [Fact]
    public async Task An_empty_database_without_CSVs_says_how_to_load_them()
    {
        foreach (var file in Directory.GetFiles(_folder.Data))
            File.Delete(file);

        (await Serve()).Should().Contain("is empty, and there is no store_status.csv in").And.Contain("put your CSVs there");
    }

    public void Dispose() => _folder.Dispose();

    // Until it listens, or has failed.
    private async Task<string> Serve()
    {
        using var service = ServiceProcess.Start(_folder, "serve", "--urls", "http://127.0.0.1:0");
        await service.WaitForDiagnostic("listens on");
        if (!service.HasExited)
            await service.Signal("TERM");
        await service.Exit();
        return service.Diagnostics;
    }
}
