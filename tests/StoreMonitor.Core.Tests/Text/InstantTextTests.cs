using System.Globalization;
using System.Text;
using CsCheck;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Core.Tests.Text;

public sealed class InstantTextTests
{
    private static readonly long[] Units = [1, 1_000, 1_000_000_000];

    private const string DateTimeDigits = "2024-10-03 23:33:20";

    private static readonly OffsetDateTimePattern Noda =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFFo<+HH:mm>");

    private static readonly long First = Floor(Instant.FromUtc(1, 1, 1, 0, 0));
    private static readonly long Last = Floor(Instant.FromUtc(9999, 12, 31, 23, 59, 59)) + 999_999;

    private static readonly Gen<OffsetDateTime> Moment =
        from day in Gen.OneOf(Gen.Int[0, 3_652_058], Gen.Int[738_000, 740_000], Gen.OneOf(0, 1, 3_652_057, 3_652_058))
        from second in Gen.Int[0, 86_399]
        from nanoseconds in Gen.OneOf(Gen.Int[0, 999_999_999], Gen.Int[0, 999].Select(n => n * 1_000_000), Gen.OneOf(0, 1, 999_999_999))
        from offsetMinutes in Gen.Int[-18 * 60, 18 * 60]
        let time = LocalTime.FromSecondsSinceMidnight(second).PlusNanoseconds(nanoseconds)
        select new LocalDate(1, 1, 1).PlusDays(day).At(time).WithOffset(Offset.FromSeconds(offsetMinutes * 60));

    [Fact]
    public void Random_instants_are_read_as_NodaTime_reads_them() =>
        Gen.Select(Moment, Gen.OneOf('T', 't', ' ')).Sample((moment, separator) =>
        {
            var text = Noda.Format(moment);
            var twin = Microseconds(Noda.Parse(text).Value);
            var expected = twin >= First && twin <= Last ? twin : (long?)null;

            Read(text.Replace('T', separator)).Should().Be(expected, text);
        });

    [Fact]
    public void Random_digits_are_an_instant_exactly_when_NodaTime_takes_them_for_one() =>
        Gen.Select(Gen.Int[0, DateTimeDigits.Length - 1].Array[1, 4], Gen.Int[0, 9].Array[4]).Sample((places, digits) =>
        {
            var text = new StringBuilder(DateTimeDigits);
            foreach (var (place, digit) in places.Zip(digits))
            {
                if (char.IsAsciiDigit(text[place]))
                    text[place] = (char)('0' + digit);
            }

            // NodaTime takes 24:00:00 for the midnight after; year 0 it has, but a date has not.
            var parsed = Noda.Parse(text.Replace(' ', 'T').Append("+00:00").ToString());
            var isTaken = parsed.Success && text.ToString(11, 2) != "24" && parsed.Value.Year > 0;
            Read(text.ToString()[..19]).Should().Be(isTaken ? Floor(parsed.Value.ToInstant()) : null, text.ToString());
        });

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[First, Last].Sample(microseconds =>
        {
            var text = InstantText.Format(UnixMicroseconds.ToInstant(microseconds));

            Read(text).Should().Be(microseconds, text);
            text.Should().EndWith("Z");
        });

    [Theory]
    [InlineData("2024-10-03T23:33:20+05", "2024-10-03T18:33:20Z")]
    [InlineData("2024-10-03T23:33:20+0530", "2024-10-03T18:03:20Z")]
    [InlineData("2024-10-03T23:33:20+05:30", "2024-10-03T18:03:20Z")]
    [InlineData("2024-10-03T23:33:20-23:59", "2024-10-04T23:32:20Z")]
    [InlineData("2024-10-03T23:33:20-00:00", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20   UTC", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20 utc", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20 Z", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20.000001", "2024-10-03T23:33:20.000001Z")]
    [InlineData(" 2024-10-03T23:33:20Z ", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20 GMT", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20 gmt", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20.5 +0000 UTC", "2024-10-03T23:33:20.5Z")]
    [InlineData("2024-10-03 23:33:20 -00:00 GMT", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33 UTC", "2024-10-03T23:33:00Z")]
    [InlineData("2024-10-03T23:33", "2024-10-03T23:33:00Z")]
    [InlineData("2024-10-03T23:33Z", "2024-10-03T23:33:00Z")]
    [InlineData("2024-10-03T23:33+05:30", "2024-10-03T18:03:00Z")]
    [InlineData("2024-10-03 23:33 +0000 UTC", "2024-10-03T23:33:00Z")]
    [InlineData("2024-10-03T23:33:20.1234567890Z", "2024-10-03T23:33:20.123456Z")]
    [InlineData("2024-10-03T23:33:20.99999999999999999999 UTC", "2024-10-03T23:33:20.999999Z")]
    public void The_forms_of_exports_and_of_RFC_3339_are_read(string text, string instant)
    {
        InstantText.TryParse(text, out Instant parsed).Should().BeTrue();

        InstantText.Format(parsed).Should().Be(instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("2024-10-03T23:3")]
    [InlineData("2024-10-03T23:33:")]
    [InlineData("2024-10-03T23:33:2")]
    [InlineData("2024-10-03T23:33.5Z")]
    [InlineData("2024-10-03 23:33:20 +0530 UTC")]
    [InlineData("2024-10-03 23:33:20 +0000 CST")]
    [InlineData("2024-10-03 23:33:20 + UTC")]
    [InlineData("2024-10-03 23:33:20 GMT+1")]
    [InlineData("2024-10-03X23:33:20Z")]
    [InlineData("2024-10-03T23:33:60Z")]
    [InlineData("2024-10-03T24:00:00Z")]
    [InlineData("2024-10-03T23:33:20.Z")]
    [InlineData("2024-10-03T23:33:20,5Z")]
    [InlineData("2024-10-03T23:33:20+24:00")]
    [InlineData("2024-10-03T23:33:20+05:60")]
    [InlineData("2024-10-03T23:33:20+05-30")]
    [InlineData("2024-10-03T23:33:20+5:30")]
    [InlineData("2024-10-03T23:33:20+")]
    [InlineData("2024-10-03T23:33:20+0a:00")]
    [InlineData("2024-10-03T23:33:20 UTC Z")]
    [InlineData("2024-10-03T23:33:20UTC+1")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    public void What_is_no_instant_is_refused_and_never_thrown_at(string text)
    {
        InstantText.TryParse(text, out Instant instant).Should().BeFalse();

        instant.Should().Be(NodaConstants.UnixEpoch);
    }

    [Fact]
    public void Any_text_is_answered() => Gen.String.Sample(text => { _ = InstantText.TryParse(text, out Instant _); });

    [Fact]
    public void Every_day_of_two_leap_cycles_is_counted_as_NodaTime_counts_it()
    {
        for (var date = new LocalDate(1890, 1, 1); date.Year < 2110; date = date.PlusDays(1))
        {
            var text = date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

            Read(text).Should().Be(Floor(date.AtMidnight().InUtc().ToInstant()));
        }
    }

    private static long Floor(Instant instant) => (long)decimal.Floor((decimal)(instant - NodaConstants.UnixEpoch).ToBigIntegerNanoseconds() / 1_000);

    // Without the instant between, which cannot hold all that an offset leads to.
    private static long Microseconds(OffsetDateTime moment) =>
        Floor(moment.LocalDateTime.InUtc().ToInstant()) - (moment.Offset.Seconds * 1_000_000L);

    private static long? Read(string text) =>
        InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var microseconds) ? microseconds : null;

    [Fact]
    public void An_instant_is_written_as_NodaTime_writes_it()
    {
        var pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFF'Z'");
        Gen.Select(Gen.Int[-4_000_000, 2_900_000], Gen.Long[0, NodaConstants.NanosecondsPerDay - 1], Gen.Int[0, 2])
            .Sample((days, nanoseconds, kind) =>
            {
                var instant = NodaConstants.UnixEpoch + Duration.FromDays(days) + Duration.FromNanoseconds(nanoseconds / Units[kind] * Units[kind]);

                InstantText.Format(instant).Should().Be(pattern.Format(instant));
            });
    }
}
