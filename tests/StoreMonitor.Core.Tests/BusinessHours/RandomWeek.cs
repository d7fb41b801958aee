using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Core.Tests.BusinessHours;

/// <summary>Random weeks, and zones with the instants at which their clocks change.</summary>
internal static class RandomWeek
{
    /// <summary>Zones and instants of a change (for those without one, of their neighbours' change), from the public tz data.</summary>
    public static readonly Gen<(string Zone, Instant Change)> Changes = Gen.OneOf(
        ("America/Chicago", Utc.At("2024-03-10 08:00")),
        ("America/Chicago", Utc.At("2024-11-03 07:00")),
        ("America/New_York", Utc.At("2026-03-08 07:00")),
        ("America/New_York", Utc.At("2026-11-01 06:00")),
        ("America/Havana", Utc.At("2024-11-03 05:00")),
        ("Asia/Beirut", Utc.At("2024-03-30 22:00")),
        ("Asia/Beirut", Utc.At("2024-10-26 21:00")),
        ("Australia/Lord_Howe", Utc.At("2024-04-06 15:00")),
        ("Australia/Lord_Howe", Utc.At("2024-10-05 15:30")),
        ("Pacific/Honolulu", Utc.At("2024-03-10 08:00")),
        ("America/Phoenix", Utc.At("2024-11-03 07:00")),
        ("Pacific/Apia", Utc.At("2011-12-30 10:00")));

    /// <summary>Rows on whole minutes, of any kind: split, overnight, to the end of the day, past 24:00, whole days, overlapping.</summary>
    public static readonly Gen<OpeningHours[]> Rows = RowOn(Gen.OneOf(
        Gen.Int[0, 1439],
        Gen.OneOf(0, 15, 60, 75, 90, 105, 120, 135, 150, 180, 1380, 1395, 1410, 1425, 1438, 1439))).Array[0, 12];

    /// <summary>One to three rows, so that few of them overlap and the ends of each are seen.</summary>
    public static readonly Gen<OpeningHours[]> FewRows = RowOn(Gen.Int[0, 1439]).Array[1, 3];

    /// <summary>Rows on half hours, 23:59 among them as an end of the day.</summary>
    public static readonly Gen<OpeningHours[]> RowsOnHalfHours =
        Gen.Select(Gen.Int[1, 7], Gen.Int[0, 47], Gen.Int[0, 48], (day, opens, closes) =>
            new OpeningHours((IsoDayOfWeek)day, TimeAt(opens * 30), TimeAt(Math.Min(closes * 30, 1439)))).Array[0, 12];

    /// <summary>Days without a break but for a hole: a business interval then goes on for days.</summary>
    public static readonly Gen<OpeningHours[]> LongChains =
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 1437], (holeDay, closes) => Enumerable.Range(1, 7)
            .Select(day => new OpeningHours((IsoDayOfWeek)day, LocalTime.Midnight, TimeAt(day == holeDay ? closes : 1439)))
            .ToArray());

    private static Gen<OpeningHours> RowOn(Gen<int> minute) =>
        Gen.Select(Gen.Int[1, 7], minute, minute, Gen.Int[0, 3], (day, opens, closes, kind) =>
            OpeningHours.Written((IsoDayOfWeek)day, opens * 60, (kind == 0 && closes <= opens ? closes + 1440 : closes) * 60));

    private static LocalTime TimeAt(int minuteOfDay) => new(minuteOfDay / 60, minuteOfDay % 60);
}
