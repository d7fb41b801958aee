using System.Globalization;
using NodaTime;

namespace StoreMonitor.Tests.Twin;

/// <summary>The report by rule R8, minute by minute, without any code of the program.</summary>
internal static class TwinReport
{
    public const string Columns =
        "uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week,"
        + "business_last_week,unknown_last_week,planned_last_hour,planned_last_day,planned_last_week";

    private const int Margin = 3 * 24 * 60;
    private const int Reach = 24 * 60;
    private static readonly int[] Windows = [60, 24 * 60, 7 * 24 * 60];

    /// <summary>The row of a store; <c>null</c> when it has no poll by the as-of instant (rule R15).</summary>
    public static string? RowOf(TwinStore store, Instant asOf)
    {
        var known = store.Polls.Where(poll => poll.Key <= asOf).ToList();
        if (known.Count == 0)
            return null;

        var length = Windows[^1] + (2 * Margin);
        var start = asOf - Duration.FromMinutes(Windows[^1] + Margin);
        var hours = store.HoursFrom(start, length);
        var isPlanned = hours.Select((isOpen, minute) => isOpen && store.Closures.Any(closure =>
            closure.From <= start + Duration.FromMinutes(minute) && start + Duration.FromMinutes(minute) < closure.To)).ToArray();
        var isBusiness = hours.Zip(isPlanned, (isOpen, planned) => isOpen && !planned).ToArray();
        var interval = IntervalsOf(isBusiness);
        var polls = known
            .Select(poll => (Minute: (int)(poll.Key - start).TotalMinutes, IsUp: poll.Value))
            .Where(poll => poll.Minute >= 0 && poll.Minute < length && isBusiness[poll.Minute])
            .ToList();

        var end = Windows[^1] + Margin;
        var parts = Windows.Select(window => Count(Enumerable.Range(end - window, window), isBusiness, isPlanned, interval, polls)).ToArray();
        return string.Join(
            ',', [
                store.Id, .. parts.Select((part, index) => Known(part, part.Up, index)), .. parts.Select((part, index) => Known(part, part.Down, index)),
                Figure(parts[2].Business, 2), Figure(parts[2].Unknown, 2), .. parts.Select((part, index) => Figure(part.Planned, index))]);
    }

    private static Part Count(IEnumerable<int> minutes, bool[] isBusiness, bool[] isPlanned, int[] interval, List<(int Minute, bool IsUp)> polls)
    {
        var part = new Part();
        foreach (var minute in minutes)
        {
            part.Planned += isPlanned[minute] ? 1 : 0;
            if (!isBusiness[minute])
                continue;
            part.Business++;
            var status = StatusAt(minute, interval, polls);
            part.Up += status == true ? 1 : 0;
            part.Down += status == false ? 1 : 0;
            part.Unknown += status is null ? 1 : 0;
        }

        return part;
    }

    private static bool? StatusAt(int minute, int[] interval, List<(int Minute, bool IsUp)> polls)
    {
        var before = polls.Where(poll => poll.Minute <= minute && minute < poll.Minute + Reach).ToList();
        var after = polls.Where(poll => poll.Minute > minute && poll.Minute - Reach <= minute).ToList();
        var same = before.Where(poll => interval[poll.Minute] == interval[minute]).ToList();
        if (same.Count > 0)
            return same[^1].IsUp;
        var sameAfter = after.Where(poll => interval[poll.Minute] == interval[minute]).ToList();
        if (sameAfter.Count > 0)
            return sameAfter[0].IsUp;
        if (before.Count > 0)
            return before[^1].IsUp;
        return after.Count > 0 ? after[0].IsUp : null;
    }

    // The number of the run of business minutes that each one is in.
    private static int[] IntervalsOf(bool[] isBusiness)
    {
        var numbers = new int[isBusiness.Length];
        for (var minute = 1; minute < numbers.Length; minute++)
            numbers[minute] = numbers[minute - 1] + (isBusiness[minute] == isBusiness[minute - 1] ? 0 : 1);
        return numbers;
    }

    private static string Known(Part part, int minutes, int window) =>
        part.Business > 0 && part.Unknown == part.Business ? "" : Figure(minutes, window);

    private static string Figure(int minutes, int window) =>
        Math.Round(window == 0 ? minutes : minutes / 60m, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed class Part
    {
        public int Up { get; set; }

        public int Down { get; set; }

        public int Unknown { get; set; }

        public int Business { get; set; }

        public int Planned { get; set; }
    }
}
