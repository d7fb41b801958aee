using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Rule R2: the defaults, and that a result says which it used.</summary>
public sealed class StoreHoursTests
{
    private static readonly DateTimeZone Beirut = DateTimeZoneProviders.Tzdb["Asia/Beirut"];

    [Fact]
    public void R2_A_store_without_rows_is_open_around_the_clock()
    {
        var hours = StoreHours.Of(null, Beirut);

        hours.Calendar.FirstWeek.IsAlwaysOpen.Should().BeTrue();
        hours.IsDefaultSchedule.Should().BeTrue();
        hours.IsDefaultZone.Should().BeFalse();
    }

    [Fact]
    public void R2_A_store_without_a_zone_is_in_Chicago()
    {
        var hours = StoreHours.Of(Week.Daily("09:00-17:00"), null);

        hours.Calendar.FirstZone.Id.Should().Be("America/Chicago");
        hours.IsDefaultZone.Should().BeTrue();
        hours.IsDefaultSchedule.Should().BeFalse();
    }

    [Fact]
    public void R2_Nothing_known_is_two_defaults()
    {
        StoreHours.Of(null, null).Should().Be(new StoreHours(StoreCalendar.Of(WeeklySchedule.Always, StoreHours.DefaultZone), true, true));
    }

    [Fact]
    public void R2_What_is_known_is_kept_and_no_default()
    {
        StoreHours.Of(Week.Daily("09:00-17:00"), Beirut).Should().Be(new StoreHours(StoreCalendar.Of(Week.Daily("09:00-17:00"), Beirut), false, false));
    }

    [Fact]
    public void R2_Rows_that_say_what_the_default_says_are_no_default()
    {
        StoreHours.Of(WeeklySchedule.Always, StoreHours.DefaultZone)
            .Should().BeEquivalentTo(new { IsDefaultSchedule = false, IsDefaultZone = false });
    }

    [Theory]
    [InlineData("hours", "menu_hours.csv:2: …", null, "menu_hours.csv:2: …", false, true)]
    [InlineData("zone", null, "timezones.csv:3: …", "timezones.csv:3: …", true, false)]
    [InlineData("both", "menu_hours.csv:2: …", "timezones.csv:3: …", "menu_hours.csv:2: …; timezones.csv:3: …", false, false)]
    public void R2_What_was_given_but_cannot_be_read_is_no_default_but_not_known(
        string label, string? weekProblem, string? zoneProblem, string problem, bool isDefaultSchedule, bool isDefaultZone)
    {
        var hours = StoreHours.Of(null, null, weekProblem, zoneProblem);

        hours.IsKnown.Should().BeFalse(label);
        hours.Problem.Should().Be(problem);
        (hours.IsDefaultSchedule, hours.IsDefaultZone).Should().Be((isDefaultSchedule, isDefaultZone));
    }

    [Fact]
    public void R2_A_store_that_had_hours_and_a_zone_keeps_them_whatever_was_rejected_later()
    {
        StoreHours.Of(Week.Daily("09:00-17:00"), Beirut, "menu_hours.csv:2: …", "timezones.csv:3: …")
            .Should().Be(StoreHours.Of(Week.Daily("09:00-17:00"), Beirut));
    }

    [Fact]
    public void R2_A_store_that_no_file_has_named_is_known()
    {
        StoreHours.Of(null, null).IsKnown.Should().BeTrue();
        StoreHours.Of(null, null).Problem.Should().BeNull();
    }

    [Fact]
    public void R2_A_store_with_rows_is_closed_on_weekdays_without_one()
    {
        Week.Of("Mon 09:00-12:00").OpenWithin("2024-10-07 00:00/2024-10-14 00:00", "UTC")
            .Should().Equal(Utc.Spans("2024-10-07 09:00/12:00"));
    }
}
