using System.Text;
using CsCheck;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Tests.Storage;

public sealed class WeekTextTests
{
    private static readonly Gen<HoursFact> Row =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 86_399], Gen.Int[0, 172_799])
            .Where((_, opens, closes) => OpeningHours.CanClose(opens, closes))
            .Select((day, opens, closes) => new HoursFact(day, opens, closes));

    [Fact]
    public void A_week_is_read_as_it_was_written_in_order() => Row.Array[0, 20].Sample(week =>
        WeekText.Read(Encoding.UTF8.GetBytes(WeekText.Of(WeekText.Sorted(week)))).Should()
            .Equal(week.Distinct().OrderBy(row => row.Day).ThenBy(row => row.OpensAtSecond).ThenBy(row => row.ClosesAtSecond)));

    [Fact]
    public void Equal_weeks_have_equal_texts() => Row.Array[1, 20].Sample(week =>
        WeekText.Of(WeekText.Sorted([.. Enumerable.Reverse(week), week[0]])).Should().Be(WeekText.Of(WeekText.Sorted(week))));

    [Fact]
    public void A_store_that_is_closed_all_week_has_a_week_without_rows()
    {
        WeekText.Of([]).Should().Be("[]");
        WeekText.Read("[]"u8).Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[[]]")]
    [InlineData("[]]")]
    [InlineData("[] ")]
    [InlineData("[[0,1,2]")]
    [InlineData("[[0,1]]")]
    [InlineData("[[0,1,2,3]]")]
    [InlineData("[[7,1,2]]")]
    [InlineData("[[0,-1,2]]")]
    [InlineData("[[0,86400,2]]")]
    [InlineData("[[0,1,86402]]")]
    [InlineData("[[0,86399,172800]]")]
    [InlineData("[[0,1,2],]")]
    [InlineData("[[0,1,2]] ")]
    [InlineData("[[0,1,2]x[1,1,2]]")]
    [InlineData("[[0,99999999999,2]]")]
    public void Text_that_is_damaged_is_refused(string text)
    {
        var read = () => WeekText.Read(Encoding.UTF8.GetBytes(text));

        read.Should().Throw<DamagedFactsException>();
    }
}
