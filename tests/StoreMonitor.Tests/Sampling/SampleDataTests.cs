using System.Globalization;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Sampling;

/// <summary>The committed sample set: what it is made by, and that it shows every case that real data holds.</summary>
public sealed class SampleDataTests
{
    private const int LargestSet = 2_000_000;
    private const string EndOfDay = "23:59:59";

    private static readonly Instant End = Instant.FromUtc(2026, 3, 31, 23, 55);
    private static readonly InstantPattern Timestamp = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFF 'UTC'");

    private static readonly ILookup<string, Row> Hours =
        Rows("menu_hours.csv").Select(f => new Row(f[0], int.Parse(f[1], CultureInfo.InvariantCulture), f[2], f[3])).ToLookup(row => row.Store);

    private static readonly Dictionary<string, string> Zones = Rows("timezones.csv").ToDictionary(f => f[0], f => f[1]);

    private static readonly ILookup<string, Instant> Polls = Rows("store_status.csv").ToLookup(f => f[0], f => Timestamp.Parse(f[2]).Value);

    [Fact]
    public async Task It_is_what_the_defaults_of_sample_write()
    {
        using var cli = new Cli();

        await cli.RunBare("sample", "--output", cli.Folder.Of("s"));

        foreach (var written in Directory.GetFiles(cli.Folder.Of("s"), "*.csv"))
        {
            var committed = await File.ReadAllBytesAsync(Path.Combine(Repository.DataFolder, Path.GetFileName(written)));
            (await File.ReadAllBytesAsync(written)).AsSpan().SequenceEqual(committed).Should().BeTrue(Path.GetFileName(written));
        }
    }

    [Fact]
    public void It_is_smaller_than_two_megabytes() =>
        Directory.GetFiles(Repository.DataFolder, "*.csv").Sum(file => new FileInfo(file).Length).Should().BeLessThan(LargestSet);

    [Fact]
    public void Sixty_stores_are_polled_and_no_poll_is_at_or_after_the_end()
    {
        Polls.Should().HaveCount(60);
        Polls.SelectMany(store => store).Should().OnlyContain(at => at < End);
    }

    [Fact]
    public void Ids_are_UUIDs_and_numbers_of_19_digits()
    {
        var ids = Polls.Select(store => store.Key).ToList();

        ids.Should().Contain(id => IsUuid(id));
        ids.Should().Contain(id => id.Length == 19 && id.All(char.IsAsciiDigit));
    }

    [Fact]
    public void A_store_has_split_shifts() =>
        Weeks().Should().Contain(week => week.GroupBy(row => row.Day).All(day => day.Count() == 2) && week.All(row => string.CompareOrdinal(row.Opens, row.Closes) < 0));

    [Fact]
    public void A_store_is_open_overnight() =>
        Weeks().Should().Contain(week => week.All(row => string.CompareOrdinal(row.Closes, row.Opens) < 0));

    [Fact]
    public void A_store_closes_at_the_end_of_the_day_and_goes_on_at_midnight() =>
        Weeks().Should().Contain(week => week.Any(row => row.Closes == EndOfDay) && week.Any(row => row.Opens == "00:00:00" && row.Closes == "01:00:00"));

    [Fact]
    public void A_polled_store_has_no_hours_and_is_open_all_the_time() =>
        Polls.Should().Contain(store => !Hours.Contains(store.Key));

    [Fact]
    public void A_polled_store_has_no_zone() => Polls.Should().Contain(store => !Zones.ContainsKey(store.Key));

    [Fact]
    public void A_store_with_hours_has_none_on_a_weekday() =>
        Weeks().Should().Contain(week => week.Select(row => row.Day).Distinct().Count() == 6);

    [Fact]
    public void A_store_is_open_for_one_minute_on_a_day() =>
        Hours.SelectMany(week => week).Should().Contain(row => row.Opens == "00:00:00" && row.Closes == "00:01:00");

    [Fact]
    public void A_store_has_its_last_poll_twenty_days_before_the_end()
    {
        var dormantSince = Polls.Select(store => store.Max()).Min();

        (End - dormantSince).Should().BeGreaterThanOrEqualTo(Duration.FromDays(20)).And.BeLessThan(Duration.FromDays(21));
    }

    [Fact]
    public void A_store_is_polled_outside_its_hours_only() =>
        Polls.Should().Contain(store => Hours.Contains(store.Key) && Zones.ContainsKey(store.Key) && store.All(at => !IsOpen(store.Key, at)));

    [Theory]
    [InlineData("America/Phoenix", false)]
    [InlineData("America/New_York", true)]
    [InlineData("Europe/London", true)]
    [InlineData("Asia/Beirut", true)]
    [InlineData("Australia/Lord_Howe", false)]
    public void Zones_with_and_without_a_clock_change_in_its_days_occur(string zone, bool changes)
    {
        var first = Polls.SelectMany(store => store).Min();

        Zones.Values.Should().Contain(zone);
        DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(first, End).Skip(1).Any().Should().Be(changes);
    }

    // Good for hours within one local day, as those of the store in question are.
    private static bool IsOpen(string store, Instant at)
    {
        var local = at.InZone(DateTimeZoneProviders.Tzdb[Zones[store]]);
        var time = local.TimeOfDay.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return Hours[store].Any(row => row.Day == (int)local.DayOfWeek - 1
            && string.CompareOrdinal(row.Opens, time) <= 0 && string.CompareOrdinal(time, row.Closes) < 0);
    }

    private static bool IsUuid(string id) => Guid.TryParseExact(id, "D", out _);

    private static IEnumerable<List<Row>> Weeks() => Hours.Select(week => week.ToList());

    private static IEnumerable<string[]> Rows(string name) =>
        File.ReadLines(Path.Combine(Repository.DataFolder, name)).Skip(1).Select(line => line.Split(','));

    private sealed record Row(string Store, int Day, string Opens, string Closes);
}
