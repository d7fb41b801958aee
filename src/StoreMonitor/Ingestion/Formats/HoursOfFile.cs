using NodaTime;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The date that a row of business hours is about.</summary>
/// <param name="IsKnown">Whether it can be determined; otherwise the row is rejected, and may be about any date of its store.</param>
/// <param name="Date"><c>null</c> for the undated week.</param>
internal readonly record struct DateOfRow(bool IsKnown, LocalDate? Date);

/// <summary>The business hours in a file, by store and date. What a rejected row is about is not taken (rule R2).</summary>
internal sealed class HoursOfFile(StoreKeys keys)
{
    private readonly Dictionary<int, HoursOfStore> _stores = [];

    /// <summary>The stores by the keys with which the file names them.</summary>
    public IReadOnlyDictionary<int, HoursOfStore> Stores => _stores;

    /// <summary>Adds a row, whether valid or rejected, to the hours of its store.</summary>
    /// <param name="storeId">The id of the store in UTF-8.</param>
    /// <param name="problem">The row, if it is rejected.</param>
    /// <param name="column">The column to name when the row contradicts another one.</param>
    /// <returns>The row, if it is rejected; <c>null</c> if it is taken.</returns>
    public RejectedRow? Add(byte[] storeId, DateOfRow date, HoursOfRow row, RejectedRow? problem, CsvRows rows, int column)
    {
        var key = keys.KeyOf(storeId);
        if (!_stores.TryGetValue(key, out var store))
            _stores.Add(key, store = new HoursOfStore(storeId));
        if (!date.IsKnown)
        {
            store.Problem ??= problem;
            return problem;
        }

        var week = store.WeekOf(date.Date);
        if (problem is null && week.TryAdd(row, rows.Line) is { } contradiction)
            problem = rows.Reject(column, contradiction);
        week.Problem ??= problem;
        return problem;
    }
}
