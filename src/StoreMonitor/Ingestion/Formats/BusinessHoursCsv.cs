using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The business hours: <c>menu_hours.csv</c> with the columns <c>store_id,dayOfWeek,start_time_local,end_time_local</c>. It replaces the
/// week of each store whose rows are all valid (rule R2). A row without times means that the store is closed on that day.
/// </summary>
internal sealed class BusinessHoursCsv : ICsvFormat
{
    private const int StoreId = 0;
    private const int Day = 1;
    private const int Opens = 2;
    private const int Closes = 3;

    public IReadOnlyList<CsvColumn> Columns { get; } =
        [new("store_id"), new("dayOfWeek", "day", "day_of_week"), new("start_time_local"), new("end_time_local")];

    /// <exception cref="FileRefusedException">The days run from 1 to 7.</exception>
    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var weeks = new Dictionary<int, WeekOfFile>();
        var days = default(DayNumbers);
        while (rows.Read())
        {
            var problem = Check(rows, out var row);
            if (!rows.IsMalformed)
                days.Add(WeekdayText.NumberIn(rows.Field(Day)));
            if (StoreOf(rows) is { } storeId)
            {
                var week = WeekOf(storeId, weeks, keys);
                problem ??= week.TryAdd(row, rows.Line) is { } contradiction ? rows.Reject(Day, contradiction) : null;
                week.Problem ??= problem;
            }

            if (problem is not null)
                rejected.Add(problem);
        }

        if (days.RunFromOneToSeven)
            throw new FileRefusedException(
                input.FileName, "its days run from 1 to 7, but 0 is Monday and 6 is Sunday here; write the days as names or as 0 to 6");
        return new Facts(weeks);
    }

    // The store of a row, whether rejected or not; null if it cannot be determined.
    private static byte[]? StoreOf(CsvRows rows) =>
        rows.CanTrust(StoreId) && StoreIdText.ProblemWith(rows.Field(StoreId)) is null ? rows.Field(StoreId).ToArray() : null;

    private static WeekOfFile WeekOf(byte[] storeId, Dictionary<int, WeekOfFile> weeks, StoreKeys keys)
    {
        var key = keys.KeyOf(storeId);
        if (!weeks.TryGetValue(key, out var week))
            weeks.Add(key, week = new WeekOfFile(storeId));
        return week;
    }

    private static RejectedRow? Check(CsvRows rows, out HoursOfRow row)
    {
        row = default;
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);
        if (!WeekdayText.TryParse(rows.Field(Day), out var day))
            return rows.Reject(Day, rows.Field(Day).IsEmpty ? "is missing" : "is not a day from 0 (Monday) to 6 (Sunday)");

        row = new HoursOfRow(day, null);
        return IsClosed(rows) ? null : CheckTimes(rows, day, out row);
    }

    // A row that is cut off before its times does not mean that the store is closed.
    private static bool IsClosed(CsvRows rows) =>
        rows.HasField(Opens) && rows.HasField(Closes) && rows.Field(Opens).IsEmpty && rows.Field(Closes).IsEmpty;

    private static RejectedRow? CheckTimes(CsvRows rows, int day, out HoursOfRow row)
    {
        row = default;
        if (!LocalTimeText.TryParse(rows.Field(Opens), out var opens) || opens >= LocalTimeText.SecondsPerDay)
            return rows.Reject(Opens, TimeProblem(rows.Field(Opens), "23:59:59"));
        if (!LocalTimeText.TryParse(rows.Field(Closes), out var closes))
            return rows.Reject(Closes, TimeProblem(rows.Field(Closes), "47:59:59"));
        if (!OpeningHours.CanClose(opens, closes))
            return rows.Reject(Closes, "is more than 24 hours after the opening");

        row = new HoursOfRow(day, new HoursFact(day, opens, closes));
        return null;
    }

    private static string TimeProblem(ReadOnlySpan<byte> text, string last) =>
        text.IsEmpty ? "is missing" : $"is not a time from '00:00:00' to '{last}'";

    /// <summary>The numbers that a file uses for its days.</summary>
    private struct DayNumbers
    {
        private bool _hasZero;
        private bool _hasSeven;

        public readonly bool RunFromOneToSeven => _hasSeven && !_hasZero;

        public void Add(int? number)
        {
            _hasZero |= number == 0;
            _hasSeven |= number == WeekdayText.SundayFromOne;
        }
    }

    private sealed class Facts(Dictionary<int, WeekOfFile> weeks) : ICsvFacts
    {
        public KeptFacts Kept { get; } = new("week");

        public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel)
        {
            var counts = default(WriteCounts);
            foreach (var (key, week) in weeks)
            {
                if (week.Problem is not { } problem)
                    counts += transaction.SetWeek(key, week.Rows, week.ClosedDays);
                else
                    Kept.Add(week.StoreId, problem, transaction.KeepWeek(key, problem.ToString()), week.ReadableRows);
            }

            return counts;
        }

        public void Dispose()
        {
        }
    }
}
