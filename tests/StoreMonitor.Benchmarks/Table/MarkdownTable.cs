using System.Text;

namespace StoreMonitor.Benchmarks.Table;

/// <summary>The outcomes as Markdown.</summary>
internal static class MarkdownTable
{
    /// <param name="judges">Whether the goals apply; they are about the full data.</param>
    public static string Of(IReadOnlyList<Outcome> outcomes, bool judges)
    {
        var text = new StringBuilder();
        text.Append("| what | A | B | A ÷ B (of rounds) | CPU A ÷ B | peak A, B | goal | stretch | reached |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in outcomes.SelectMany(outcome => outcome.Rows))
            text.Append(LineOf(row, judges));
        foreach (var remark in outcomes.SelectMany(outcome => outcome.Remarks))
            text.Append('\n').Append(remark.TrimEnd('\n')).Append('\n');
        return text.ToString();
    }

    private static string LineOf(Row row, bool judges)
    {
        var verdict = row.Goal is { } goal && judges ? goal.Verdict(row.Figure) : Row.Nothing;
        string[] cells =
        [
            row.What, row.Ours, row.Theirs, row.Ratio, row.CpuRatio, row.Peaks,
            row.Goal?.AtMostText ?? Row.Nothing, row.Goal?.StretchText ?? Row.Nothing, verdict,
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }
}
