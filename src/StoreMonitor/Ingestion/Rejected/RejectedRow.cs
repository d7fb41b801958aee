using System.Text;
using StoreMonitor.Files;

namespace StoreMonitor.Ingestion.Rejected;

/// <summary>A row that cannot be stored, with the reason. Bad input is data: it is counted and listed, and the rest loads.</summary>
/// <param name="File">The name of the file, without its folder.</param>
/// <param name="Line">The 1-based line on which the row starts.</param>
/// <param name="Column">The standard name of the invalid column.</param>
/// <param name="Value">The printable value that was found.</param>
/// <param name="Reason">What is wrong with the value, as the end of a sentence: "is not 'active' or 'inactive'".</param>
internal sealed record RejectedRow(string File, long Line, string Column, string Value, string Reason)
{
    private const int MaxPrinted = 80;
    private const int MaxDecoded = 1_024;

    /// <summary>Creates a row whose value is cut to fit a line and escaped for a terminal.</summary>
    public static RejectedRow Of(string file, long line, string column, ReadOnlySpan<byte> value, string reason) =>
        new(file, line, column, PrintableText.Of(Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxDecoded)]), MaxPrinted), reason);

    public override string ToString() => $"{File}:{Line}: {Column} '{Value}' {Reason}";
}
