using Microsoft.Data.Sqlite;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>
/// The business hours: <c>menu_hours.csv</c>, with the columns <c>store_id,dayOfWeek,start_time_local,end_time_local</c>. It replaces
/// the week of each store it names in a row that can be read.
/// </summary>
internal sealed class BusinessHoursCsv : ICsvFormat
{
    private const int StoreId = 0;
    private const int Day = 1;
    private const int Opens = 2;
    private const int Closes = 3;

    public IReadOnlyList<CsvColumn> Columns { get; } =
        [new("store_id"), new("dayOfWeek", "day", "day_of_week"), new("start_time_local"), new("end_time_local")];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var weeks = new Dictionary<int, List<HoursFact>>();
        while (rows.Read())
        {
            if (Check(rows, out var row) is { } problem)
            {
                rejected.Add(problem);
                continue;
            }

            var key = keys.KeyOf(rows.Field(StoreId));
            if (!weeks.TryGetValue(key, out var week))
                weeks.Add(key, week = []);
            week.Add(row);
        }

        return new Facts(weeks, keys);
    }

    private static RejectedRow? Check(CsvRows rows, out HoursFact row)
    {
        row = default;
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);
        if (!TryReadDay(rows.Field(Day), out var day))
            return rows.Reject(Day, rows.Field(Day).IsEmpty ? "is missing" : "is not a day from 0 (Monday) to 6 (Sunday)");
        if (!LocalTimeText.TryParse(rows.Field(Opens), out var opens))
            return rows.Reject(Opens, TimeProblem(rows.Field(Opens)));
        if (!LocalTimeText.TryParse(rows.Field(Closes), out var closes))
            return rows.Reject(Closes, TimeProblem(rows.Field(Closes)));

        row = new HoursFact(day, opens, closes);
        return null;
    }

    private static string TimeProblem(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? "is missing" : "is not a time from '00:00:00' to '23:59:59'";

    private static bool TryReadDay(ReadOnlySpan<byte> text, out int day)
    {
        day = text.Length == 1 ? text[0] - '0' : -1;
        return day is >= 0 and <= 6;
    }

    private sealed class Facts(Dictionary<int, List<HoursFact>> weeks, StoreKeys keys) : ICsvFacts
    {
        public WriteCounts Write(SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancel)
        {
            using var writer = new BusinessHoursWriter(connection);
            var counts = default(WriteCounts);
            foreach (var (key, week) in weeks)
                counts += writer.Write(keys.StoredKeyOf(key), week);
            return counts;
        }

        public void Dispose()
        {
        }
    }
}
