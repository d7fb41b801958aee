using System.Text;
using StoreMonitor.Files;

namespace StoreMonitor.Ingestion.Rejected;

/// <summary>A row that cannot be stored, and why. Bad data is data: it is counted and listed, and the rest loads.</summary>
/// <param name="File">The name of the file, without its folder.</param>
/// <param name="Line">The 1-based line on which the row starts.</param>
/// <param name="Column">The column at fault, by the name that is wanted.</param>
/// <param name="Value">What was found there, fit to be shown.</param>
/// <param name="Reason">What is wrong with it, as the rest of a sentence: "is not 'active' or 'inactive'".</param>
internal sealed record RejectedRow(string File, long Line, string Column, string Value, string Reason)
{
    private const int LongestShown = 80;
    private const int LongestDecoded = 1_024;

    /// <summary>The row with its value cut to what fits a line, and without characters that would act on a terminal.</summary>
    public static RejectedRow Of(string file, long line, string column, ReadOnlySpan<byte> value, string reason) =>
        new(file, line, column, PrintableText.Of(Encoding.UTF8.GetString(value[..Math.Min(value.Length, LongestDecoded)]), LongestShown), reason);

    public override string ToString() => $"{File}:{Line}: {Column} '{Value}' {Reason}";
}
