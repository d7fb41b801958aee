using System.Globalization;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>One readable row of business hours.</summary>
/// <param name="Day">0 for Monday to 6 for Sunday.</param>
/// <param name="Hours"><c>null</c> when the row says that the store is closed on the day.</param>
internal readonly record struct HoursOfRow(int Day, HoursFact? Hours);

/// <summary>What a file says about the week of one store.</summary>
internal sealed class WeekOfFile(byte[] storeId)
{
    private const int DaysPerWeek = 7;

    // By day, the line that says that the store is closed, and the first one that gives hours; zero where there is none.
    private readonly long[] _closedOnLine = new long[DaysPerWeek];
    private readonly long[] _openOnLine = new long[DaysPerWeek];

    private readonly List<HoursFact> _rows = [];
    private readonly List<int> _closedDays = [];

    public byte[] StoreId { get; } = storeId;

    /// <summary>The rows with hours, in the order of the file.</summary>
    public IReadOnlyList<HoursFact> Rows => _rows;

    /// <summary>The day of each row that says that the store is closed.</summary>
    public IReadOnlyList<int> ClosedDays => _closedDays;

    /// <summary>How many rows could be read.</summary>
    public int ReadableRows => _rows.Count + _closedDays.Count;

    /// <summary>The first rejected row; <c>null</c> when the week can be taken.</summary>
    public RejectedRow? Problem { get; set; }

    /// <summary>Adds a row unless it contradicts another one.</summary>
    /// <returns>Why it does, as the rest of a sentence; <c>null</c> when it does not.</returns>
    public string? TryAdd(HoursOfRow row, long line)
    {
        if (row.Hours is not { } hours)
        {
            if (_openOnLine[row.Day] is var open and > 0)
                return Invariant($"has hours on line {open}, and no times here, which means closed");
            _closedOnLine[row.Day] = line;
            _closedDays.Add(row.Day);
            return null;
        }

        if (_closedOnLine[row.Day] is var closed and > 0)
            return Invariant($"has no times on line {closed}, which means closed, and hours here");
        if (_openOnLine[row.Day] == 0)
            _openOnLine[row.Day] = line;
        _rows.Add(hours);
        return null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
