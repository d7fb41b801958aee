using StoreMonitor.Storage.Calendars;

namespace StoreMonitor.Storage.Chunks;

/// <summary>Makes stores of the rows that a query selects; stores with equal hours share them.</summary>
/// <remarks>A hot path of a report.</remarks>
internal sealed class StoredStores
{
    private readonly StoredHours _hours = new();

    /// <summary>The store of the row that a query of <see cref="StoredStore.Columns"/> is at.</summary>
    /// <param name="sum">Counts it in, so that whoever reads all stores can verify that they are all.</param>
    /// <exception cref="DamagedFactsException">The row is not what was stored.</exception>
    public Store Take(IStoredRow row, StoreSum sum)
    {
        sum.Add(StoredStore.Verify(row));
        var details = StoredStore.DetailsIn(row);
        var hours = _hours.Of(
            StoredStore.TextIn(row, StoreColumn.ZoneId),
            StoredStore.TextIn(row, StoreColumn.Week),
            StoredStore.TextIn(row, StoreColumn.WeekProblem),
            StoredStore.TextIn(row, StoreColumn.ZoneProblem),
            details);
        return new Store((int)row.Int64(0), row.Text(1), hours, StoredStore.LastChunkIn(row), details, StoredStore.ChangesIn(row));
    }
}
