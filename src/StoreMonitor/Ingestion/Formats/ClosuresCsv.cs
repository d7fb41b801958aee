using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Calendars;
using StoreMonitor.Storage.Editing;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The planned closures (rule R18): <c>closures.csv</c> with the columns <c>store_id,from_utc,to_utc[,reason]</c>. Each row adds a
/// closure; the same one again is unchanged.
/// </summary>
internal sealed class ClosuresCsv : ICsvFormat
{
    private const int StoreId = 0;
    private const int From = 1;
    private const int To = 2;
    private const int Reason = 3;
    private const int LongestReason = 500;

    private const string InstantProblem = "is not an instant such as '2024-10-03 23:33:20 UTC'";

    public IReadOnlyList<CsvColumn> Columns { get; } =
        [new("store_id"), new("from_utc"), new("to_utc"), new("reason") { IsOptional = true }];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var closures = new List<GivenClosure>();
        while (rows.Read())
        {
            if (Check(rows, out var closure) is { } problem)
                rejected.Add(problem);
            else
                closures.Add(new GivenClosure(keys.KeyOf(rows.Field(StoreId)), closure!));
        }

        return new IndependentFacts(transaction => ClosureEdits.Apply(transaction, closures));
    }

    private static RejectedRow? Check(CsvRows rows, out ClosureFact? closure)
    {
        closure = null;
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);
        if (!TryReadInstant(rows, From, out var from))
            return rows.Reject(From, rows.Field(From).IsEmpty ? "is missing" : InstantProblem);
        if (!TryReadInstant(rows, To, out var to))
            return rows.Reject(To, rows.Field(To).IsEmpty ? "is missing" : InstantProblem);
        if (from >= to)
            return rows.Reject(To, "is not after from_utc");

        var reason = rows.HasColumn(Reason) ? LabelText.In(rows, Reason) : "";
        if (LabelText.ProblemWith(reason, LongestReason) is { } reasonProblem)
            return rows.Reject(Reason, reasonProblem);
        closure = new ClosureFact(from, to, reason.Length == 0 ? null : reason);
        return null;
    }

    private static bool TryReadInstant(CsvRows rows, int column, out long microseconds) =>
        InstantText.TryParse(rows.Field(column), out microseconds);
}
