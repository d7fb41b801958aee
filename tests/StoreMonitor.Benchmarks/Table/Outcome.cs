namespace StoreMonitor.Benchmarks.Table;

/// <summary>What a comparison found.</summary>
/// <param name="Rows">For the table.</param>
/// <param name="Remarks">Markdown for below the table: figures without an opponent.</param>
internal sealed record Outcome(IReadOnlyList<Row> Rows, IReadOnlyList<string> Remarks)
{
    public Outcome(params IReadOnlyList<Row> rows)
        : this(rows, [])
    {
    }
}
