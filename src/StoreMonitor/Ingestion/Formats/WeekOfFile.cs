using System.Globalization;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>One valid row of business hours.</summary>
/// <param name="Day">0 for Monday to 6 for Sunday.</param>
/// <c>null</c> if the row means that the store is closed on the day.
internal readonly record struct HoursOfRow(int Day, HoursFact? Hours);

/// <summary>The week of one store in a file.</summary>
internal sealed class WeekOfFile(byte[] storeId)
{
    private const int DaysPerWeek = 7;

    // By day, the line that marks it as closed and the first line with hours; zero if there is none.
    private readonly long[] _closedOnLine = new long[DaysPerWeek];
    private readonly long[] _openOnLine = new long[DaysPerWeek];

    private readonly List<HoursFact> _rows = [];
    private readonly List<int> _closedDays = [];

    public byte[] StoreId { get; } = storeId;

    /// <summary>The rows with hours, in file order.</summary>
    public IReadOnlyList<HoursFact> Rows => _rows;

    /// <summary>The days that are marked as closed.</summary>
    public IReadOnlyList<int> ClosedDays => _closedDays;

    /// <summary>The number of valid rows.</summary>
    public int ReadableRows => _rows.Count + _closedDays.Count;

    /// <summary>The first rejected row; <c>null</c> if the week is valid.</summary>
    public RejectedRow? Problem { get; set; }

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
