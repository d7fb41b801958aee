using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Tests.Storage;

/// <summary>The texts in which facts of stores are stored are read as they were written, and anything else is damage.</summary>
public sealed class CalendarTextsTests
{
    // Without halves of surrogate pairs, which no UTF-8 file has.
    private static readonly Gen<string> Text = Gen.Char.Where(character => !char.IsSurrogate(character)).Array[0, 20].Select(characters => new string(characters));
    private static readonly Gen<LocalDate> Date = Gen.Int[0, 50_000].Select(days => new LocalDate(1970, 1, 1).PlusDays(days));

    private static readonly Gen<HoursFact> Row =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 86_399], Gen.Int[0, 172_799])
            .Where((_, opens, closes) => OpeningHours.CanClose(opens, closes))
            .Select((day, opens, closes) => new HoursFact(day, opens, closes));

    [Fact]
    public void Strings_are_read_as_they_were_written() => Text.Array[0, 5].Sample(texts =>
        JsonText.ReadStrings(JsonText.ArrayOf(texts), "a text").Should().Equal(texts));

    [Fact]
    public void Strings_are_JSON() => Text.Array[0, 5].Sample(texts =>
        System.Text.Json.JsonSerializer.Deserialize<string[]>(JsonText.ArrayOf(texts)).Should().Equal(texts));

    [Fact]
    public void Dated_hours_are_read_as_they_were_written() => Gen.Select(Date, Row.Array[0, 5]).Array[1, 5].Sample(entries =>
    {
        var given = entries.Select(entry => new DatedHours(entry.Item1, WeekText.Sorted(entry.Item2))).ToList();
        DatedHoursText.Read(DatedHoursText.Of(given)).Should().BeEquivalentTo(given, options => options.WithStrictOrdering());
    });

    [Fact]
    public void Dated_zones_are_read_as_they_were_written() => Gen.Select(Date, Text).Array[1, 5].Sample(entries =>
    {
        var given = entries.Select(entry => new DatedZoneFact(entry.Item1, entry.Item2)).ToList();
        DatedZonesText.Read(DatedZonesText.Of(given)).Should().Equal(given);
    });

    [Fact]
    public void Closures_are_read_as_they_were_written() => Gen.Select(Gen.Long, Gen.Long, Text).Array[1, 5].Sample(entries =>
    {
        var given = entries.Select(entry => new ClosureFact(entry.Item1, entry.Item2, entry.Item3.Length == 3 ? null : entry.Item3)).ToList();
        ClosuresText.Read(ClosuresText.Of(given)).Should().Equal(given);
    });

    [Fact]
    public void Nothing_is_no_text()
    {
        DatedHoursText.Of([]).Should().BeNull();
        DatedHoursText.Read(null).Should().BeEmpty();
        ClosuresText.Of([]).Should().BeNull();
        DatedZonesText.Of([]).Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[]]")]
    [InlineData("""[["2024-02-30",[]]]""")]
    [InlineData("""[["2024-02-20",[[7,0,1]]]]""")]
    [InlineData("""[["2024-02-20",[[0,0,172800]]]]""")]
    [InlineData("""[["2024-02-20",[[0,0]]]]""")]
    [InlineData("""[["2024-02-20"]]""")]
    [InlineData("""[["2024-02-20",[]],]""")]
    [InlineData("""[["2024-02-20",[]] ]""")]
    public void Anything_else_is_damage(string text)
    {
        var read = () => DatedHoursText.Read(text);

        read.Should().Throw<DamagedFactsException>().WithMessage("the text of dated hours is damaged");
    }

    [Theory]
    [InlineData("""[1,2,"a"]""")]
    [InlineData("""[[1,2,"a]]""")]
    [InlineData("""[[1,2,"a\x"]]""")]
    [InlineData("""[[1,2,"a\u00g0"]]""")]
    [InlineData("""[[1,nul]]""")]
    public void A_closure_that_is_cut_or_altered_is_damage(string text)
    {
        var read = () => ClosuresText.Read(text);

        read.Should().Throw<DamagedFactsException>();
    }
}
