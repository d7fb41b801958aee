using StoreMonitor.Core.BusinessHours;
using static StoreMonitor.Core.Tests.Calendar;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>A calendar answers by date (R17, R19), has the defaults of R2, and is equal when what it was made of is.</summary>
public sealed class StoreCalendarTests
{
    private static readonly WeeklySchedule Days = Week.Daily("09:00-17:00");

    public static TheoryData<string, StoreCalendar> Different => new()
    {
        { "another week", StoreCalendar.Of(Week.Daily("10:00-17:00"), Zone("UTC")) },
        { "another zone", StoreCalendar.Of(Days, Zone("Asia/Tokyo")) },
        { "a dated week", With(weeks: [From("2024-10-09", "Mon 09:00-12:00")]) },
        { "a dated week from another date on", With(weeks: [From("2024-10-10", "Mon 09:00-12:00")]) },
        { "a dated zone", With(zones: [new DatedZone(Date("2024-10-09"), Zone("Asia/Tokyo"))]) },
        { "another dated zone", With(zones: [new DatedZone(Date("2024-10-09"), Zone("Europe/Berlin"))]) },
        { "special hours", With(special: [On("2024-10-09", "10:00-12:00")]) },
        { "a closed date", With(special: [On("2024-10-09", "")]) },
        { "a closure", With(closures: "10:00/11:00") },
        { "another closure", With(closures: "10:00/12:00") },
        { "nothing dated", StoreCalendar.Of(Days, Zone("UTC")) },
    };

    [Fact]
    public void Calendars_are_equal_exactly_when_all_of_their_parts_are()
    {
        var calendars = Different.Select(row => (StoreCalendar)row[1]).ToList();
        var same = Different.Select(row => (StoreCalendar)row[1]).ToList();

        for (var index = 0; index < calendars.Count; index++)
        {
            for (var other = 0; other < same.Count; other++)
                calendars[index].Equals(same[other]).Should().Be(index == other, $"{index} and {other}");
            calendars[index].GetHashCode().Should().Be(same[index].GetHashCode());
        }
    }

    [Fact]
    public void The_order_in_which_changes_are_given_makes_no_difference()
    {
        var (first, second) = (On("2024-10-09", ""), On("2024-10-10", "10:00-12:00"));

        With(special: [second, first]).Should().Be(With(special: [first, second]));
        With(special: [second, first]).OpeningOn(Date("2024-10-10")).ToArray().Should().Equal(Week.Row("Thu 10:00-12:00"));
    }

    [Fact]
    public void Empty_changes_are_none()
    {
        CalendarChanges.Of([], [], [], Closed("")).Should().BeSameAs(CalendarChanges.None);
    }

    [Fact]
    public void Two_entries_of_one_date_are_refused()
    {
        FluentActions.Invoking(() => With(special: [On("2024-10-09", ""), On("2024-10-09", "10:00-12:00")])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => With(weeks: [From("2024-10-09", ""), From("2024-10-09", "Mon 09:00-12:00")]))
            .Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_cache_computes_the_time_of_equal_calendars_once()
    {
        var cache = new BusinessTimeCache(Utc.At("00:00"), Utc.At("2024-10-10 00:00"));

        cache.Around(With(closures: "10:00/11:00")).Should().BeSameAs(cache.Around(With(closures: "10:00/11:00")));
        cache.Around(With(closures: "10:00/12:00")).Should().NotBeSameAs(cache.Around(With(closures: "10:00/11:00")));
    }

    [Theory]
    [InlineData("before it", "2024-10-09 05:00", "America/Chicago")]
    [InlineData("the last microsecond before its first midnight", "2024-10-09 06:59:59.999999", "America/Chicago")]
    [InlineData("from its first midnight on", "2024-10-09 07:00", "America/Los_Angeles")]
    [InlineData("later", "2024-12-09 07:00", "America/Los_Angeles")]
    public void R19_An_instant_is_shown_in_the_zone_whose_first_date_has_begun(string label, string at, string zone)
    {
        var changes = CalendarChanges.Of(zones: [new DatedZone(Date("2024-10-09"), Zone("America/Los_Angeles"))]);

        StoreCalendar.Of(Days, Zone("America/Chicago"), changes).ZoneAt(Utc.At(at)).Id.Should().Be(zone, label);
    }

    [Theory]
    [InlineData("an ordinary midnight", "America/Chicago", "2024-10-07", "2024-10-07 05:00")]
    [InlineData("a skipped midnight: the first instant after the gap", "Asia/Beirut", "2024-03-31", "2024-03-30 22:00")]
    [InlineData("a repeated midnight: the first one", "America/Havana", "2024-11-03", "2024-11-03 04:00")]
    public void R20_R7_A_date_starts_as_an_opening_at_its_midnight(string label, string zone, string date, string expected)
    {
        StoreCalendar.Of(Days, Zone(zone)).StartOf(Date(date)).Should().Be(Utc.At(expected), label);
    }

    [Fact]
    public void R2_A_dated_week_or_zone_is_no_default_and_is_known()
    {
        var changes = CalendarChanges.Of([From("2024-10-09", "")], [new DatedZone(Date("2024-10-09"), Zone("Asia/Tokyo"))]);

        StoreHours.Of(null, null, "menu_hours.csv:2: …", "timezones.csv:3: …", changes)
            .Should().BeEquivalentTo(new { IsKnown = true, IsDefaultSchedule = false, IsDefaultZone = false });
    }

    [Fact]
    public void R2_Special_hours_alone_make_no_week()
    {
        var changes = CalendarChanges.Of(specialHours: [On("2024-10-09", "10:00-12:00")]);

        StoreHours.Of(null, null, changes: changes).IsDefaultSchedule.Should().BeTrue();
        StoreHours.Of(null, null, "menu_hours.csv:2: …", changes: changes).IsKnown.Should().BeFalse();
    }

    private static StoreCalendar With(DatedWeek[]? weeks = null, DatedZone[]? zones = null, SpecialHours[]? special = null, string closures = "") =>
        StoreCalendar.Of(Days, Zone("UTC"), CalendarChanges.Of(weeks, zones, special, Closed(closures)));
}
