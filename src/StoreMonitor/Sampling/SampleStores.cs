using System.Globalization;
using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Sampling;

/// <summary>Generates stores: first one for each special case in real data that programs get wrong, then ordinary ones.</summary>
internal static class SampleStores
{
    private static readonly string[] Zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu",
        "Europe/London", "Asia/Beirut", "Asia/Kolkata", "Australia/Lord_Howe",
    ];

    private static readonly IsoDayOfWeek[] Week =
    [
        IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday,
        IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday,
    ];

    /// <summary>The special cases, in the order of the stores; data/sample/README.md names them.</summary>
    private static readonly Func<string, SampleStore>[] Cases =
    [
        id => new(id, "America/New_York", [.. Daily("11:00", "14:30"), .. Daily("17:00", "22:00")]),
        id => new(id, "America/Los_Angeles", Daily("18:00", "02:00")),
        id => new(id, "America/Denver", [.. Daily("10:00", "23:59:59"), .. Daily("00:00", "01:00")]),
        id => new(id, "America/Chicago", []),
        id => new(id, null, Daily("09:00", "17:00")),
        id => new(id, "Europe/London", [.. Daily("09:00", "18:00").Where(row => row.Day != IsoDayOfWeek.Sunday)]),
        id => new(
            id,
            "America/New_York",
            [.. Daily("10:00", "20:00").Where(row => row.Day != IsoDayOfWeek.Tuesday), On(IsoDayOfWeek.Tuesday, "00:00", "00:01")]),
        id => new(id, "America/Chicago", Daily("08:00", "20:00"), PollHabit.Dormant),
        id => new(id, "America/Los_Angeles", Daily("09:00", "17:00"), PollHabit.OutsideHoursOnly),
        id => new(id, "Asia/Beirut", Daily("09:00", "23:59:00")),
        id => new(id, "America/Phoenix", Daily("06:00", "21:00")),
        id => new(id, "Australia/Lord_Howe", Daily("00:00", "23:59:59")),
    ];

    public static IEnumerable<SampleStore> Generate(int count, Dice dice) =>
        Enumerable.Range(0, count).Select(index => index < Cases.Length
            ? Cases[index](IdOf(index, dice))
            : Ordinary(IdOf(index, dice), dice.At(index).At(1)));

    // UUIDs and 19-digit numbers alternate, because both occur and an id is text.
    private static string IdOf(int index, Dice dice)
    {
        var (high, low) = (dice.At(index).At(2).Bits(), dice.At(index).At(3).Bits());
        const long SmallestOf19Digits = 1_000_000_000_000_000_000;
        return index % 2 == 0
            ? new Guid((int)(high >> 32), (short)(high >> 16), (short)high, BitConverter.GetBytes(low)).ToString()
            : (SmallestOf19Digits + (long)(low % (8 * (ulong)SmallestOf19Digits))).ToString(CultureInfo.InvariantCulture);
    }

    private static SampleStore Ordinary(string id, Dice dice)
    {
        var opens = LocalTime.Midnight.PlusMinutes(30 * (12 + dice.At(1).Below(10)));
        var closes = LocalTime.Midnight.PlusMinutes(30 * (36 + dice.At(2).Below(11)));
        var closed = dice.At(3).IsOneOfThousand(100) ? (IsoDayOfWeek)(1 + dice.At(4).Below(7)) : IsoDayOfWeek.None;
        var rows = Week.Where(day => day != closed).Select(day => new OpeningHours(day, opens, closes)).ToList();
        return new SampleStore(id, Zones[dice.At(5).Below(Zones.Length)], rows);
    }

    private static List<OpeningHours> Daily(string opens, string closes) => [.. Week.Select(day => On(day, opens, closes))];

    private static OpeningHours On(IsoDayOfWeek day, string opens, string closes) => new(day, Time(opens), Time(closes));

    private static LocalTime Time(string text) => LocalTime.FromTimeOnly(TimeOnly.Parse(text, CultureInfo.InvariantCulture));
}
