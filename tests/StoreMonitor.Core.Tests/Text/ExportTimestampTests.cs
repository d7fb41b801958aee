using System.Globalization;
using System.Text;
using CsCheck;
using NodaTime;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Core.Tests.Text;

/// <summary>The quick way of reading the commonest form, against the general one.</summary>
public sealed class ExportTimestampTests
{
    private static readonly Gen<string> Timestamp =
        from day in Gen.OneOf(Gen.Int[0, 3_652_058], Gen.Int[738_000, 740_000])
        from second in Gen.Int[0, 86_399]
        from fraction in Gen.OneOf(Gen.Const(""), Gen.Int[0, 999_999].Select(Fraction), Gen.Int[0, 9].Select(digit => $".{digit}"))
        let date = new LocalDate(1, 1, 1).PlusDays(day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)
        let time = LocalTime.FromSecondsSinceMidnight(second).ToString("HH:mm:ss", CultureInfo.InvariantCulture)
        select $"{date} {time}{fraction} UTC";

    [Fact]
    public void Timestamps_of_exports_are_read_the_quick_way_as_by_the_general_one() =>
        Timestamp.Sample(text =>
        {
            var utf8 = Encoding.UTF8.GetBytes(text);

            ExportTimestamp.TryParse(utf8, out var microseconds).Should().BeTrue(text);

            InstantText.TryParseAnyForm(utf8, out var expected).Should().BeTrue(text);
            microseconds.Should().Be(expected, text);
        });

    [Fact]
    public void Damaged_timestamps_are_instants_exactly_when_the_general_way_takes_them_for_one() =>
        Gen.Select(Timestamp, Gen.Select(Gen.Int[0, 30], Gen.OneOf(Gen.Byte, Gen.Byte[(byte)'0', (byte)'9'])).Array[1, 3]).Sample((text, damages) =>
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            foreach (var (place, value) in damages)
                utf8[place % utf8.Length] = value;

            ExpectSame(utf8);
        });

    [Fact]
    public void Every_byte_in_every_place_is_judged_as_by_the_general_way()
    {
        foreach (var text in (string[])["2024-10-03 23:33:20.412748 UTC", "2024-02-29 00:00:00 UTC", "2023-12-31 19:59:59.5 UTC"])
        {
            for (var place = 0; place < text.Length; place++)
            {
                for (var value = 0; value <= byte.MaxValue; value++)
                {
                    var utf8 = Encoding.UTF8.GetBytes(text);
                    utf8[place] = (byte)value;
                    ExpectSame(utf8);
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" UTC")]
    [InlineData("2024-10-03 23:33:2 UTC")]
    [InlineData("2024-10-03 23:33:20. UTC")]
    [InlineData("2024-10-03 23:33:20.1234567 UTC")]
    [InlineData("2024-10-03 23:33:20.1234567890 UTC")]
    [InlineData("2024-10-03 23:33:20.412748  UTC")]
    [InlineData("2024-10-03 23:33:20.412748 UTC ")]
    [InlineData("0000-10-03 23:33:20 UTC")]
    [InlineData("2024-10-03 23:33:20 utc")]
    public void What_has_another_form_is_left_to_the_general_way(string text)
    {
        ExportTimestamp.TryParse(Encoding.UTF8.GetBytes(text), out var microseconds).Should().BeFalse();

        microseconds.Should().Be(0);
        ExpectSame(Encoding.UTF8.GetBytes(text));
    }

    private static void ExpectSame(byte[] utf8)
    {
        var isInstant = InstantText.TryParse(utf8, out long microseconds);

        var isExpected = InstantText.TryParseAnyForm(utf8, out var expected);
        if ((isInstant, microseconds) != (isExpected, expected))
            (isInstant, microseconds).Should().Be((isExpected, expected), Convert.ToHexString(utf8));
    }

    // As exports write it: without the zeros at its end.
    private static string Fraction(int microseconds) =>
        microseconds == 0 ? "" : $".{microseconds.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0')}";
}
