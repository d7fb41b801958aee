using System.Globalization;
using NodaTime;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Editing;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>One valid row of business hours.</summary>
/// <param name="Day">0 for Monday to 6 for Sunday.</param>
/// <c>null</c> if the row means that the store is closed on the day.
internal readonly record struct HoursOfRow(int Day, HoursFact? Hours);

/// <summary>One week of one store in a file, or its hours of one date.</summary>
/// <param name="date">The first date of the week, or the date of the hours; <c>null</c> for the undated week.</param>
internal sealed class WeekOfFile(LocalDate? date)
{
    private const int DaysPerWeek = 7;

    // By day, the line that marks it as closed and the first line with hours; zero if there is none.
    private readonly long[] _closedOnLine = new long[DaysPerWeek];
    private readonly long[] _openOnLine = new long[DaysPerWeek];

    private readonly List<HoursFact> _rows = [];
    private readonly List<int> _closedDays = [];

    public LocalDate? Date { get; } = date;

    /// <summary>The number of valid rows.</summary>
    public int ReadableRows => _rows.Count + _closedDays.Count;

    /// <summary>The first rejected row; <c>null</c> if the week is valid.</summary>
    public RejectedRow? Problem { get; set; }

    /// <summary>The week as a fact.</summary>
    /// <param name="storeKey">The key by which the file names the store.</param>
    public GivenHours ToFact(int storeKey) => new(storeKey, Date, _rows, _closedDays);

    /// <summary>Adds a row unless it contradicts another one.</summary>
    /// <returns>The contradiction, as the end of a sentence; <c>null</c> if there is none.</returns>
    public string? TryAdd(HoursOfRow row, long line)
    {
        if (row.Hours is not { } hours)
        {
            if (_openOnLine[row.Day] is var open and > 0)
                return Invariant($"has hours on line {open}, but no times here, which means closed");
            _closedOnLine[row.Day] = line;
            _closedDays.Add(row.Day);
            return null;
        }

        if (_closedOnLine[row.Day] is var closed and > 0)
            return Invariant($"has no times on line {closed}, which means closed, but hours here");
        if (_openOnLine[row.Day] == 0)
            _openOnLine[row.Day] = line;
        _rows.Add(hours);
        return null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
