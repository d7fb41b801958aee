using System.Text;
using NodaTime;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Storage.Chunks;

/// <summary>Makes stores of the rows that a query selects; stores that keep the same hours share one schedule.</summary>
/// <remarks>A hot path of a report. It uses strings and a loop, for which the runtime comes compiled.</remarks>
internal sealed class StoredStores
{
    private readonly Dictionary<string, WeeklySchedule> _weeks = [];

    /// <summary>The store of the row that a query of <see cref="StoredStore.Columns"/> is at.</summary>
    /// <param name="sum">Counts it in, so that whoever reads all stores can verify that they are all.</param>
    /// <exception cref="DamagedFactsException">The row is not what was stored.</exception>
    public Store Take(IStoredRow row, StoreSum sum)
    {
        sum.Add(StoredStore.Verify(row));
        var zone = row.IsNull(StoredStore.Zone) ? null : DateTimeZoneProviders.Tzdb[row.Text(StoredStore.Zone)];
        var week = row.IsNull(StoredStore.Week) ? null : WeekOf(row.Text(StoredStore.Week));
        var hours = StoreHours.Of(week, zone, TextOrNull(row, StoredStore.WeekProblem), TextOrNull(row, StoredStore.ZoneProblem));
        return new Store((int)row.Int64(0), row.Text(1), hours, StoredStore.LastChunkIn(row));
    }

    private static string? TextOrNull(IStoredRow row, int column) => row.IsNull(column) ? null : row.Text(column);

    private WeeklySchedule WeekOf(string text)
    {
        if (!_weeks.TryGetValue(text, out var schedule))
            _weeks.Add(text, schedule = WeeklySchedule.Of(HoursOf(WeekText.Read(Encoding.UTF8.GetBytes(text)))));
        return schedule;
    }

    private static OpeningHours[] HoursOf(HoursFact[] rows)
    {
        var hours = new OpeningHours[rows.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            hours[index] = OpeningHours.Written(
                (IsoDayOfWeek)(rows[index].Day + 1), rows[index].OpensAtSecond, rows[index].ClosesAtSecond);
        }

        return hours;
    }
}
