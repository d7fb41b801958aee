using System.Globalization;
using CsCheck;
using NodaTime;
using NodaTime.Text;

namespace StoreMonitor.Tests.Ingestion;

/// <summary>A poll as a test thinks of it.</summary>
internal sealed record PollLine(string Store, bool IsActive, long AtMicroseconds)
{
    private static readonly InstantPattern Export = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFF 'UTC'");

    public string Status => IsActive ? "active" : "inactive";

    public string Timestamp => Export.Format(Instant.FromUnixTimeTicks(AtMicroseconds * 10));

    public string[] Fields => [Store, Status, Timestamp];

    public override string ToString() => string.Join(',', Fields);
}

/// <summary>A row of business hours as a test thinks of it.</summary>
internal sealed record HoursLine(string Store, int Day, int OpensAtSecond, int ClosesAtSecond)
{
    public string[] Fields =>
        [Store, Day.ToString(CultureInfo.InvariantCulture), Time(OpensAtSecond), Time(ClosesAtSecond)];

    public override string ToString() => string.Join(',', Fields);

    private static string Time(int second) => LocalTime.FromSecondsSinceMidnight(second).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>Random rows that collide often: few stores, few instants.</summary>
internal static class RandomRows
{
    private const int Instants = 60;

    // Around the epoch, and around the batch's own digits: instants on both sides of zero and far from it.
    private static readonly long[] Bases = [-3, 1_728_295_200_000_000, 1_728_295_200_000_000 - (1L << 33)];

    public static readonly Gen<string> Store = Gen.Int[0, 5].Select(i => $"store-{i}");

    public static readonly Gen<PollLine> Poll = Gen.Select(Store, Gen.Bool, Gen.OneOf(Bases), Gen.Int[0, Instants])
        .Select((store, isActive, from, step) => new PollLine(store, isActive, from + (step * 1_001L)));

    public static readonly Gen<HoursLine> Hours = Gen.Select(Store, Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 3])
        .Select((store, day, opens, closes) => new HoursLine(store, day, opens * 3_601, closes * 25_001));

    public static readonly Gen<(string Store, string Zone)> Zone =
        Gen.Select(Store, Gen.OneOf("UTC", "America/New_York", "Asia/Kolkata"));

    /// <summary>What the tables hold, as <see cref="Support.Facts.Polls"/> writes it, when of one store and instant the last row holds.</summary>
    public static IEnumerable<string> Stored(IEnumerable<PollLine> polls) => polls
        .GroupBy(poll => (poll.Store, poll.AtMicroseconds))
        .OrderBy(group => group.Key.Store, StringComparer.Ordinal)
        .ThenBy(group => group.Key.AtMicroseconds)
        .Select(group => $"{group.Key.Store} {Support.Facts.At(group.Key.AtMicroseconds)} {group.Last().Status}");
}
