using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Editing;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The special hours (rule R17): <c>special_hours.csv</c> with the columns <c>store_id,date,start_time_local,end_time_local</c>, any number
/// of rows a date. A row without times means that the store is closed on that date. It replaces the dates of a store whose rows are all
/// valid; the others stay.
/// </summary>
internal sealed class SpecialHoursCsv : ICsvFormat
{
    private const int StoreId = 0;
    private const int Date = 1;

    private static readonly TimesOfRow Times = new(2, 3);

    public IReadOnlyList<CsvColumn> Columns { get; } =
        [new("store_id"), new("date"), new("start_time_local"), new("end_time_local")];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var hours = new HoursOfFile(keys);
        while (rows.Read())
        {
            var date = DateIn(rows);
            var problem = Check(rows, date, out var row);
            if (StoreColumnOfRow.IdIn(rows, StoreId) is { } storeId)
                problem = hours.Add(storeId, date, row, problem, rows, Date);
            if (problem is not null)
                rejected.Add(problem);
        }

        return new Facts(hours);
    }

    private static DateOfRow DateIn(CsvRows rows) =>
        rows.CanTrust(Date) && DateText.TryParse(rows.Field(Date), out var date) ? new DateOfRow(true, date) : default;

    private static RejectedRow? Check(CsvRows rows, DateOfRow date, out HoursOfRow row)
    {
        row = default;
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);
        if (date.Date is not { } day)
            return rows.Reject(Date, rows.Field(Date).IsEmpty ? "is missing" : DateText.Problem);

        var weekday = (int)day.DayOfWeek - 1;
        row = new HoursOfRow(weekday, null);
        if (Times.AreEmpty(rows))
            return null;

        var rejected = Times.Check(rows, out var opens, out var closes);
        row = new HoursOfRow(weekday, new HoursFact(weekday, opens, closes));
        return rejected;
    }

    private sealed class Facts(HoursOfFile file) : ICsvFacts
    {
        public KeptFacts Kept { get; } = new("date");

        public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel)
        {
            var days = new List<GivenHours>();
            foreach (var (key, store) in file.Stores)
            {
                days.AddRange(store.Weeks.Where(day => store.ProblemOf(day) is null).Select(day => day.ToFact(key)));
                Keep(store);
            }

            return DatedHoursEdits.Apply(transaction, StoreColumn.SpecialHours, days);
        }

        public void Dispose()
        {
        }

        private void Keep(HoursOfStore store)
        {
            if (store.Problem is { } problem)
            {
                Kept.Add(
                    KeptFacts.StoreNamed(store.Id), "keeps all of its special hours as they were", problem, hasKept: true,
                    store.Weeks.Sum(day => day.ReadableRows));
                return;
            }

            foreach (var day in store.Weeks)
            {
                if (day.Problem is { } cause)
                {
                    Kept.Add(
                        KeptFacts.StoreNamed(store.Id), $"keeps its hours of {LocalDateText.Format(day.Date!.Value)} as they were", cause,
                        hasKept: true, day.ReadableRows);
                }
            }
        }
    }
}
