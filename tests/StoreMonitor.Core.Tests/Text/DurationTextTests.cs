using System.Globalization;
using CsCheck;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Core.Tests.Text;

public sealed class DurationTextTests
{
    private static readonly long[] Units = [1, 1_000, 1_000_000_000, 60_000_000_000];

    [Theory]
    [InlineData("P7D", 7 * 86_400)]
    [InlineData("P1W", 7 * 86_400)]
    [InlineData("PT2H", 7_200)]
    [InlineData("PT1H30M", 5_400)]
    [InlineData("P1DT1S", 86_401)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("7d", 7 * 86_400)]
    [InlineData("2w", 14 * 86_400)]
    [InlineData("2h", 7_200)]
    [InlineData("90m", 5_400)]
    [InlineData("45s", 45)]
    [InlineData("7D", 7 * 86_400)]
    [InlineData(" 7d ", 7 * 86_400)]
    [InlineData("0s", 0)]
    public void A_duration_is_read(string text, double seconds)
    {
        DurationText.TryParse(text, out var duration).Should().BeTrue();

        duration.Should().Be(Duration.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("7x")]
    [InlineData("7 d")]
    [InlineData("-7d")]
    [InlineData("1.5d")]
    [InlineData("1,5d")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P1Y7D")]
    [InlineData("p7d")]
    [InlineData("PT2")]
    [InlineData("PT45s")]
    [InlineData("PT45t")]
    [InlineData("PT45n")]
    [InlineData("07:00:00")]
    [InlineData("99999999999d")]
    [InlineData("2147483647w")]
    [InlineData("16777217d")]
    [InlineData("P2147483647D")]
    [InlineData("PT99999999999999999999H")]
    [InlineData("PT999999999999999999H")]
    public void What_is_no_duration_is_refused_and_never_thrown_at(string text)
    {
        DurationText.TryParse(text, out var duration).Should().BeFalse();

        duration.Should().Be(Duration.Zero);
    }

    [Fact]
    public void Any_text_is_answered() => Gen.String.Sample(text => { _ = DurationText.TryParse(text, out _); });

    [Fact]
    public void Any_number_of_any_unit_is_answered() =>
        Gen.Select(Gen.Long, Gen.OneOf("{0}w", "{0}d", "{0}h", "{0}m", "{0}s", "P{0}W", "P{0}D", "PT{0}H", "PT{0}M", "PT{0}S", "P{0}DT{0}H"))
            .Sample((number, form) => { _ = DurationText.TryParse(string.Format(CultureInfo.InvariantCulture, form, number), out _); });

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[1, 3_155_760_000_000_000].Sample(microseconds =>
        {
            var duration = Duration.FromTicks(microseconds) * 10;

            DurationText.TryParse(DurationText.Format(duration), out var parsed).Should().BeTrue();

            parsed.Should().Be(duration);
        });

    [Theory]
    [InlineData(7 * 86_400, "P7D")]
    [InlineData(5_400, "PT1H30M")]
    [InlineData(90_000, "P1DT1H")]
    public void A_duration_is_written_in_its_normal_form(long seconds, string text) =>
        DurationText.Format(Duration.FromSeconds(seconds)).Should().Be(text);

    [Fact]
    public void A_duration_is_written_as_NodaTime_writes_it() =>
        Gen.Select(Gen.Int[0, 40_000], Gen.Long[0, NodaConstants.NanosecondsPerDay - 1], Gen.Int[0, 3])
            .Sample((days, nanoseconds, kind) =>
            {
                var duration = Duration.FromDays(days) + Duration.FromNanoseconds(nanoseconds / Units[kind] * Units[kind]);

                var expected = PeriodPattern.NormalizingIso.Format(Period.FromNanoseconds(duration.ToInt64Nanoseconds()));

                DurationText.Format(duration).Should().Be(duration == Duration.Zero ? "P0D" : expected);
            });

    [Fact]
    public void A_negative_duration_cannot_be_written()
    {
        var format = () => DurationText.Format(Duration.FromSeconds(-1));

        format.Should().Throw<ArgumentOutOfRangeException>();
    }
}
