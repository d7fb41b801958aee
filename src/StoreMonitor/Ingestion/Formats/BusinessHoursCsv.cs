using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The business hours: <c>menu_hours.csv</c> with the columns <c>store_id,dayOfWeek,start_time_local,end_time_local[,effective_from]</c>.
/// It replaces each week whose rows are all valid (rule R2): the undated one of a store, or the one with a first date (rule R19). A row
/// without times means that the store is closed on that day, and a week of such rows that it is closed all week.
/// </summary>
/// <param name="effectiveFrom">The first date of rows that give none; <c>null</c> if they are undated.</param>
internal sealed class BusinessHoursCsv(LocalDate? effectiveFrom) : ICsvFormat
{
    private const int StoreId = 0;
    private const int Day = 1;
    private const int From = 4;

    private static readonly TimesOfRow Times = new(2, 3);

    public IReadOnlyList<CsvColumn> Columns { get; } =
    [
        new("store_id"), new("dayOfWeek", "day", "day_of_week"), new("start_time_local"), new("end_time_local"),
        EffectiveFrom.Column,
    ];

    /// <exception cref="FileRefusedException">The days run from 1 to 7.</exception>
    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var hours = new HoursOfFile(keys);
        var days = default(DayNumbers);
        while (rows.Read())
        {
            var date = EffectiveFrom.In(rows, From, effectiveFrom);
            var problem = Check(rows, date, out var row);
            if (!rows.IsMalformed)
                days.Add(WeekdayText.NumberIn(rows.Field(Day)));
            if (StoreColumnOfRow.IdIn(rows, StoreId) is { } storeId)
                problem = hours.Add(storeId, date, row, problem, rows, Day);
            if (problem is not null)
                rejected.Add(problem);
        }

        if (days.RunFromOneToSeven)
            throw new FileRefusedException(
                input.FileName, "its days run from 1 to 7, but 0 is Monday and 6 is Sunday here; write the days as names or as 0 to 6");
        return new WeekFacts(hours);
    }

    private static RejectedRow? Check(CsvRows rows, DateOfRow date, out HoursOfRow row)
    {
        row = default;
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);
        if (!WeekdayText.TryParse(rows.Field(Day), out var day))
            return rows.Reject(Day, rows.Field(Day).IsEmpty ? "is missing" : "is not a day from 0 (Monday) to 6 (Sunday)");
        if (!date.IsKnown)
            return rows.Reject(From, DateText.Problem);

        row = new HoursOfRow(day, null);
        if (Times.AreEmpty(rows))
            return null;

        var rejected = Times.Check(rows, out var opens, out var closes);
        row = new HoursOfRow(day, new HoursFact(day, opens, closes));
        return rejected;
    }

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
}
