using NodaTime;
using NodaTime.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Twin;

/// <summary>
/// Generated files with hours that change (rules R17 to R19), over a change of the clocks: the report of the program is that of a slow twin.
/// </summary>
public sealed class TwinReportTests
{
    private const int Rounds = 3;
    private const int Stores = 30;

    private static readonly string[] Zones = ["America/New_York", "America/Chicago", "UTC", "Asia/Kolkata", "Australia/Lord_Howe"];
    private static readonly LocalDate FirstDate = new(2024, 10, 24);

    // The clocks of America go back on 2024-11-03, those of Lord Howe went forward on 2024-10-06.
    private static readonly Instant AsOf = Instant.FromUtc(2024, 11, 5, 12, 0);

    [Fact]
    public Task The_report_is_that_of_the_twin() => RandomRuns.Repeat(Rounds, async random =>
    {
        var stores = Enumerable.Range(0, Stores).Select(index => NewStore(random, $"store-{index:00}")).ToList();
        using var folder = new ServiceFolder();
        Write(folder, stores);
        (await folder.Run("ingest", "--strict")).Code.Should().Be(0);

        var report = System.Text.Encoding.UTF8.GetString(await folder.Report("--as-of", "2024-11-05T12:00:00Z", "--columns", TwinReport.Columns));

        report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Should().Equal(stores.Select(store => TwinReport.RowOf(store, AsOf)).Where(row => row is not null).Select(row => row!));
    });

    private static TwinStore NewStore(Random random, string id)
    {
        var store = new TwinStore(id)
        {
            Week = random.Next(4) == 0 ? null : NewWeek(random),
            Zone = random.Next(4) == 0 ? null : Zones[random.Next(Zones.Length)],
        };
        for (var count = random.Next(3); count > 0; count--)
            store.DatedWeeks[NewDate(random)] = random.Next(5) == 0 ? [] : NewWeek(random);
        for (var count = random.Next(3); count > 0; count--)
            store.DatedZones[NewDate(random)] = Zones[random.Next(Zones.Length)];
        for (var count = random.Next(4); count > 0; count--)
        {
            var date = NewDate(random);
            store.SpecialHours[date] = [.. Enumerable.Range(0, random.Next(3)).Select(_ => NewRow(random, (int)date.DayOfWeek - 1))];
        }

        for (var count = random.Next(4); count > 0; count--)
        {
            var from = AsOf - Duration.FromMinutes(random.Next(9 * 1440));
            store.Closures.Add((from, from + Duration.FromMinutes(random.Next(1, 1_000))));
        }

        for (var count = random.Next(60); count > 0; count--)
            store.Polls[AsOf - Duration.FromMinutes(random.Next(9 * 1440))] = random.Next(3) > 0;
        return store;
    }

    private static LocalDate NewDate(Random random) => FirstDate.PlusDays(random.Next(14));

    private static List<TwinRow> NewWeek(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => NewRow(random, random.Next(7)))];

    private static TwinRow NewRow(Random random, int day)
    {
        var opens = random.Next(1440);
        var closes = random.Next(4) == 0 ? random.Next(1440, Math.Min(2880, opens + 1441)) : random.Next(1440);
        return new TwinRow(day, opens, closes);
    }

    private static void Write(ServiceFolder folder, List<TwinStore> stores)
    {
        WriteFile("timezones.csv", "store_id,timezone_str,effective_from", stores.SelectMany(store =>
            store.DatedZones.Select(zone => $"{store.Id},{zone.Value},{Text(zone.Key)}").Concat(store.Zone is null ? [] : [$"{store.Id},{store.Zone},"])));
        WriteFile("menu_hours.csv", "store_id,dayOfWeek,start_time_local,end_time_local,effective_from", stores.SelectMany(store =>
            (store.Week is null ? [] : store.Week.Select(row => $"{store.Id},{row.Day},{row.Times},"))
            .Concat(store.DatedWeeks.SelectMany(week => week.Value.Count == 0
                ? [$"{store.Id},0,,,{Text(week.Key)}"]
                : week.Value.Select(row => $"{store.Id},{row.Day},{row.Times},{Text(week.Key)}")))));
        WriteFile("special_hours.csv", "store_id,date,start_time_local,end_time_local", stores.SelectMany(store => store.SpecialHours.SelectMany(day =>
            day.Value.Count == 0 ? [$"{store.Id},{Text(day.Key)},,"] : day.Value.Select(row => $"{store.Id},{Text(day.Key)},{row.Times}"))));
        WriteFile("closures.csv", "store_id,from_utc,to_utc", stores.SelectMany(store =>
            store.Closures.Select(closure => $"{store.Id},{Text(closure.From)},{Text(closure.To)}")));
        WriteFile("store_status.csv", "store_id,status,timestamp_utc", stores.SelectMany(store =>
            store.Polls.Select(poll => $"{store.Id},{(poll.Value ? "active" : "inactive")},{Text(poll.Key)}")));

        void WriteFile(string name, string header, IEnumerable<string> rows) => File.WriteAllLines(Path.Combine(folder.Data, name), rows.Prepend(header));
    }

    private static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
