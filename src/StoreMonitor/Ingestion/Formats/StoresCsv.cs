using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Editing;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The names of stores: <c>stores.csv</c> with the columns <c>store_id,name[,group…]</c>. A row replaces the name of its store, and with
/// a column <c>group</c>, or several from <c>group1</c> to <c>group9</c>, also its groups. An empty name removes it.
/// </summary>
internal sealed class StoresCsv : ICsvFormat
{
    private const int StoreId = 0;
    private const int Name = 1;
    private const int FirstGroup = 2;

    public IReadOnlyList<CsvColumn> Columns { get; } =
    [
        new("store_id"), new("name"), new("group") { IsOptional = true },
        .. Enumerable.Range(1, 9).Select(number => new CsvColumn($"group{number}", $"group_{number}") { IsOptional = true }),
    ];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var columns = Enumerable.Range(FirstGroup, Columns.Count - FirstGroup).Where(rows.HasColumn).ToList();
        var stores = new List<GivenLabels>();
        while (rows.Read())
        {
            if (Check(rows, columns) is { } problem)
            {
                rejected.Add(problem);
                continue;
            }

            var name = LabelText.In(rows, Name);
            var groups = columns.Select(column => LabelText.In(rows, column)).Where(group => group.Length > 0).ToList();
            stores.Add(new GivenLabels(
                keys.KeyOf(rows.Field(StoreId)), name.Length == 0 ? null : name, columns.Count == 0 ? null : groups));
        }

        return new IndependentFacts(transaction => LabelEdits.Apply(transaction, stores));
    }

    private static RejectedRow? Check(CsvRows rows, List<int> groups)
    {
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);
        foreach (var column in groups.Prepend(Name))
        {
            if (LabelText.ProblemWith(LabelText.In(rows, column), LabelText.LongestName) is { } tooLong)
                return rows.Reject(column, tooLong);
        }

        return null;
    }
}
