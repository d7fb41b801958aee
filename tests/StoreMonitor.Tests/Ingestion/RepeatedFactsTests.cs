using FluentAssertions.Execution;
using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>Rule R1, and what the hours and zones files replace.</summary>
public class RepeatedFactsTests : IDisposable
{
    private const string Active = "a,active,2024-10-07 10:00:00 UTC";
    private const string Inactive = "a,inactive,2024-10-07 10:00:00 UTC";

    private readonly Cli _cli = new();

    [Fact]
    public void The_same_files_again_change_nothing()
    {
        string[] rows = [.. Enumerable.Range(0, 300).Select(i => $"s{i % 5},{(i % 2 == 0 ? "active" : "inactive")},2024-10-07 10:{i / 60:00}:{i % 60:00} UTC")];
        _cli.WriteStatus(rows);
        _cli.WriteHours("s0,0,09:00,12:00", "s0,1,09:00,12:00", "s1,0,18:00,02:00");
        _cli.WriteZones("s0,UTC", "s9,Asia/Kolkata");
        _cli.Ingest();
        var before = _cli.Facts;

        var files = _cli.Ingest().Files;

        files.Select(file => file.Written).Should().Equal(new WriteCounts(0, 2, 0), new WriteCounts(0, 3, 0), new WriteCounts(0, 300, 0));
        _cli.Facts.Should().BeEquivalentTo(before, facts => facts.WithStrictOrdering());
    }

    [Fact]
    public void Another_status_at_a_known_instant_replaces_it()
    {
        _cli.IngestStatus(Active);

        var file = _cli.IngestStatus(Inactive);

        file.Written.Should().Be(new WriteCounts(Stored: 0, Unchanged: 0, Replaced: 1));
        _cli.Facts.Polls.Should().Equal("a 2024-10-07T10:00:00Z inactive");
    }

    [Theory]
    [InlineData("later row wins", new[] { Active, Inactive }, 1, 0, 1, "inactive")]
    [InlineData("there and back", new[] { Active, Inactive, Active }, 1, 0, 2, "active")]
    [InlineData("twice and another", new[] { Active, Active, Inactive }, 1, 1, 1, "inactive")]
    public void Within_a_file_the_later_row_wins(string label, string[] rows, int stored, int unchanged, int replaced, string status)
    {
        var file = _cli.IngestStatus(rows);

        using var scope = new AssertionScope(label);
        file.Written.Should().Be(new WriteCounts(stored, unchanged, replaced));
        _cli.Facts.Polls.Should().Equal($"a 2024-10-07T10:00:00Z {status}");
    }

    [Fact]
    public void A_status_that_changes_and_comes_back_within_a_file_leaves_the_stored_one()
    {
        _cli.IngestStatus(Active);

        var file = _cli.IngestStatus(Inactive, Active);

        file.Written.Should().Be(new WriteCounts(Stored: 0, Unchanged: 0, Replaced: 2));
        _cli.Facts.Polls.Should().Equal("a 2024-10-07T10:00:00Z active");
    }

    [Fact]
    public void Instants_that_differ_below_the_microsecond_are_one_fact()
    {
        var file = _cli.IngestStatus("a,active,2024-10-07 10:00:00.1234561 UTC", "a,inactive,2024-10-07T10:00:00.123456999Z", "a,inactive,2024-10-07T11:00:00.123456+01:00");

        file.Written.Should().Be(new WriteCounts(Stored: 1, Unchanged: 1, Replaced: 1));
        _cli.Facts.Polls.Should().Equal("a 2024-10-07T10:00:00.123456Z inactive");
    }

    [Fact]
    public void The_later_row_wins_also_when_a_batch_lies_between()
    {
        var filler = Enumerable.Range(0, 200).Select(i => $"f,active,2024-10-07 09:00:00.{i:0000} UTC");

        var file = _cli.IngestStatus([Active, .. filler, Inactive]);

        file.Written.Should().Be(new WriteCounts(Stored: 201, Unchanged: 0, Replaced: 1));
        _cli.Facts.Polls[0].Should().Be("a 2024-10-07T10:00:00Z inactive");
    }

    [Fact]
    public void Hours_replace_the_week_of_the_stores_they_name_only()
    {
        _cli.WriteStatus();
        _cli.WriteHours("a,0,09:00,12:00", "a,1,09:00,12:00", "b,0,10:00,11:00");
        _cli.Ingest();
        _cli.WriteHours("a,1,09:00,12:00", "a,2,08:00,09:00", "c,5,00:00,00:00");

        var file = _cli.Ingest().Files[0];

        file.Written.Should().Be(new WriteCounts(Stored: 1, Unchanged: 1, Replaced: 1, Removed: 1));
        _cli.Facts.Hours.Should().Equal("a 1 09:00:00-12:00:00", "a 2 08:00:00-09:00:00", "b 0 10:00:00-11:00:00", "c 5 00:00:00-00:00:00");
    }

    [Fact]
    public void A_shorter_week_takes_the_place_of_a_longer_one()
    {
        _cli.WriteStatus();
        _cli.WriteHours("a,0,09:00,12:00", "a,1,09:00,12:00");
        _cli.Ingest();
        _cli.WriteHours("a,0,09:00,12:00");

        var file = _cli.Ingest().Files[0];

        file.Written.Should().Be(new WriteCounts(Stored: 0, Unchanged: 1, Replaced: 0, Removed: 1));
        _cli.Facts.Hours.Should().Equal("a 0 09:00:00-12:00:00");
    }

    [Fact]
    public void A_store_whose_rows_of_hours_are_all_rejected_keeps_its_week()
    {
        _cli.WriteStatus();
        _cli.WriteHours("a,0,09:00,12:00");
        _cli.Ingest();
        _cli.WriteHours("a,9,09:00,12:00", "b,0,09:00,12:00");

        _cli.Ingest();

        _cli.Facts.Hours.Should().Equal("a 0 09:00:00-12:00:00", "b 0 09:00:00-12:00:00");
    }

    [Fact]
    public void Zones_are_replaced_for_the_stores_named_only()
    {
        _cli.WriteStatus();
        _cli.WriteZones("a,UTC", "b,Asia/Kolkata", "c,UTC");
        _cli.Ingest();
        _cli.WriteZones("a,Europe/London", "c,UTC", "d,UTC", "d,America/Denver");

        var file = _cli.Ingest().Files[0];

        file.Written.Should().Be(new WriteCounts(Stored: 1, Unchanged: 1, Replaced: 2));
        _cli.Facts.Zones.Should().Equal("a Europe/London", "b Asia/Kolkata", "c UTC", "d America/Denver");
    }

    [Fact]
    public void Without_hours_and_zones_files_what_is_known_stays()
    {
        _cli.WriteStatus();
        _cli.WriteHours("a,0,09:00,12:00");
        _cli.WriteZones("a,UTC");
        _cli.Ingest();
        File.Delete(_cli.Folder.Of("data", "menu_hours.csv"));
        File.Delete(_cli.Folder.Of("data", "timezones.csv"));

        _cli.IngestStatus(Active);

        _cli.Facts.Hours.Should().ContainSingle();
        _cli.Facts.Zones.Should().ContainSingle();
    }

    public void Dispose() => _cli.Dispose();
}
