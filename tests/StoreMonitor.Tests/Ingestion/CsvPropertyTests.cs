using CsCheck;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class CsvPropertyTests
{
    private const int Rounds = 40;

    private static readonly Gen<string> StoreId = Gen.OneOf(
        RandomRows.Store,
        Gen.OneOf("8419537941919820732", "a,b", "say \"hi\"", "=1+2", "two\nlines", "東京 😀", "it's"));

    [Fact]
    public void Polls_are_the_same_however_the_file_writes_them() =>
        (from polls in Gen.Select(RandomRows.Poll, StoreId, (poll, id) => poll with { Store = id }).Array[0, 80]
         from csv in RandomCsv.Of(["store_id", "status", "timestamp_utc"], [.. polls.Select(poll => poll.Fields)])
         select (polls, csv))
        .Sample(
            sample =>
            {
                using var cli = new Cli();
                cli.WriteRaw("store_status.csv", sample.csv);

                var summary = cli.Ingest();

                summary.Rejected.Should().BeEmpty();
                summary.Files[^1].Read.Should().Be(sample.polls.Length);
                cli.Facts.Polls.Should().BeEquivalentTo(RandomRows.Stored(sample.polls));
            },
            iter: Rounds,
            threads: 1);

    [Fact]
    public void Hours_and_zones_are_the_same_however_the_files_write_them() =>
        (from hours in Gen.Select(RandomRows.Hours, StoreId, (row, id) => row with { Store = id }).Array[0, 30]
         from zones in Gen.Select(RandomRows.Zone, StoreId, (row, id) => row with { Store = id }).Array[0, 10]
         from hoursCsv in RandomCsv.Of(["store_id", "day", "start_time_local", "end_time_local"], [.. hours.Select(row => row.Fields)])
         from zonesCsv in RandomCsv.Of(["store_id", "timezone_str"], [.. zones.Select(row => new[] { row.Store, row.Zone })])
         select (hours, zones, hoursCsv, zonesCsv))
        .Sample(
            sample =>
            {
                using var cli = new Cli();
                cli.WriteStatus();
                cli.WriteRaw("menu_hours.csv", sample.hoursCsv);
                cli.WriteRaw("timezones.csv", sample.zonesCsv);

                cli.Ingest().Rejected.Should().BeEmpty();

                var facts = cli.Facts;
                facts.Hours.Should().BeEquivalentTo(sample.hours.Distinct().Select(h => $"{h.Store} {h.Fields[1]} {h.Fields[2]}-{h.Fields[3]}"));
                facts.Zones.Should().BeEquivalentTo(sample.zones.GroupBy(z => z.Store).Select(z => $"{z.Key} {z.Last().Zone}"));
            },
            iter: Rounds / 2,
            threads: 1);
}
