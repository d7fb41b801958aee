using System.Globalization;

namespace StoreMonitor.Ingestion.Rejected;

/// <summary>
/// The number of rejected rows above which a file is refused. Without a limit, a file is refused if all of its rows are rejected.
/// </summary>
/// <param name="Rows">The maximum number of rows; <c>null</c> for no limit.</param>
/// <param name="Percent">The maximum share of the rows read, in percent; <c>null</c> for no limit.</param>
internal readonly record struct RejectionLimit(long? Rows, decimal? Percent)
{
    private const int All = 100;

    public static readonly RejectionLimit None = new(null, null);

    /// <summary>No row may be rejected.</summary>
    public static readonly RejectionLimit Strict = new(0, null);

    /// <summary>Parses <c>N</c> or <c>P%</c>.</summary>
    /// <c>null</c> if the text is neither a count nor a percentage from 0 to 100.
    public static RejectionLimit? Parse(string text)
    {
        if (!text.EndsWith('%'))
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
                ? new RejectionLimit(rows, null)
                : null;

        var isNumber = decimal.TryParse(text.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent);
        return isNumber && percent <= All ? new RejectionLimit(null, percent) : null;
    }

    /// <summary>The reason to refuse a file; <c>null</c> if it is accepted.</summary>
    public string? ProblemWith(long read, long rejected)
    {
        var count =
            string.Create(CultureInfo.InvariantCulture, $"{rejected} of its {read} rows {(rejected == 1 ? "was" : "were")} rejected");
        if (read > 0 && rejected == read)
            return read == 1
                ? "its only row was rejected"
                : string.Create(CultureInfo.InvariantCulture, $"all of its {read} rows were rejected");
        if (rejected > Rows)
            return string.Create(CultureInfo.InvariantCulture, $"{count}; the limit is {Rows}");
        return rejected * (decimal)All > Percent * read
            ? string.Create(CultureInfo.InvariantCulture, $"{count}; the limit is {Percent} %")
            : null;
    }
}
