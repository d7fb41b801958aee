using System.Globalization;
using System.Text;
using StoreMonitor.Ingestion.Formats;

namespace StoreMonitor.Tests.Ingestion;

public sealed class LocalTimeTextTests
{
    [Fact]
    public void Every_minute_of_the_day_is_read_with_one_digit_of_the_hour_or_two_and_with_seconds_or_without()
    {
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var (h, m) = (minute / 60, minute % 60);
            string[] texts = [$"{h}:{m:00}", $"{h:00}:{m:00}", $"{h}:{m:00}:00", $"{h:00}:{m:00}:00"];

            texts.Select(SecondOf).Should().AllBeEquivalentTo(minute * 60);
        }
    }

    [Fact]
    public void Every_second_of_a_minute_is_read()
    {
        for (var second = 0; second < 60; second++)
            SecondOf(string.Create(CultureInfo.InvariantCulture, $"23:59:{second:00}")).Should().Be((24 * 3_600) - 60 + second);
    }

    [Fact]
    public void Every_pair_of_digit_pairs_beyond_the_clock_is_refused()
    {
        for (var h = 0; h < 100; h++)
        {
            for (var m = 0; m < 100; m++)
                SecondOf($"{h:00}:{m:00}").Should().Be(h < 48 && m < 60 ? (h * 3_600) + (m * 60) : null, $"{h:00}:{m:00}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("9")]
    [InlineData("0900")]
    [InlineData("9:5")]
    [InlineData("12:60")]
    [InlineData("48:00")]
    [InlineData("47:59:60")]
    [InlineData("23:59:60")]
    [InlineData("23:59:5")]
    [InlineData("23:59:")]
    [InlineData("23:59:590")]
    [InlineData("23:59:59.5")]
    [InlineData("023:59")]
    [InlineData(":59")]
    [InlineData("-1:00")]
    [InlineData("+1:00")]
    [InlineData("-9:00")]
    [InlineData("1a:00")]
    [InlineData("12:a0")]
    [InlineData("12:00:0a")]
    [InlineData("12:-1")]
    [InlineData("12.00")]
    [InlineData("12:00-00")]
    [InlineData("9:00.0")]
    [InlineData("09:00:00.")]
    [InlineData("09:00:00.000001")]
    [InlineData("9:00 XM")]
    [InlineData("AM")]
    [InlineData("0:00 AM")]
    [InlineData("13:00 PM")]
    [InlineData("24:00 AM")]
    [InlineData("900 AM")]
    [InlineData("9:00 AM PM")]
    [InlineData("2 days 09:00:00")]
    [InlineData("0 days")]
    [InlineData("0 days 24:00:00")]
    [InlineData("1 days 9:00 AM")]
    [InlineData("-1 days 09:00:00")]
    [InlineData("09:00:00+00")]
    [InlineData("noon")]
    [InlineData("１2:00")]
    public void What_is_no_time_is_refused(string text) => SecondOf(text).Should().BeNull();

    [Theory]
    [InlineData("24:00", 24, 0)]
    [InlineData("24:00:00", 24, 0)]
    [InlineData("26:00", 26, 0)]
    [InlineData("47:59", 47, 59)]
    [InlineData("9:00 AM", 9, 0)]
    [InlineData("9:00AM", 9, 0)]
    [InlineData("09:00:00 am", 9, 0)]
    [InlineData("9:00\u202FAM", 9, 0)]
    [InlineData("9 a.m.", 9, 0)]
    [InlineData("5:30 PM", 17, 30)]
    [InlineData("5:30 p.m.", 17, 30)]
    [InlineData("12:00 AM", 0, 0)]
    [InlineData("12:59 AM", 0, 59)]
    [InlineData("12:00 PM", 12, 0)]
    [InlineData("12:30:00.000 PM", 12, 30)]
    [InlineData("09:00:00.000000", 9, 0)]
    [InlineData("9:00:00.0", 9, 0)]
    [InlineData("0 days 09:00:00", 9, 0)]
    [InlineData("0 days 09:00:00.000000000", 9, 0)]
    [InlineData("1 days 02:00:00", 26, 0)]
    [InlineData("1 day 02:00:00", 26, 0)]
    public void The_times_of_other_programs_are_read(string text, int hour, int minute) =>
        SecondOf(text).Should().Be((hour * 3_600) + (minute * 60));

    private static int? SecondOf(string text) =>
        LocalTimeText.TryParse(Encoding.UTF8.GetBytes(text), out var second) ? second : null;
}
