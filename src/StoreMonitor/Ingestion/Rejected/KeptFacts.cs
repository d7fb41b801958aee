using System.Globalization;
using System.Text;
using StoreMonitor.Files;

namespace StoreMonitor.Ingestion.Rejected;

/// <summary>
/// What a file gives in rejected rows. A store keeps the week or the zone that it had; without any, it is unknown (rule R2).
/// </summary>
/// <param name="thing">The subject of the file: <c>week</c>, <c>zone</c>, <c>date</c> or <c>group</c>; empty for polls, which are
/// independent facts.</param>
internal sealed class KeptFacts(string thing)
{
    private const int MaxNamed = 20;

    private readonly List<string> _lines = [];
    private string _file = "";
    private int _more;

    /// <summary>The number of stores that kept their previous facts.</summary>
    public int Kept { get; private set; }

    /// <summary>The number of stores that had none, so that their business time is unknown.</summary>
    public int Unknown { get; private set; }

    /// <summary>The number of readable rows that were skipped because another row of their store was rejected.</summary>
    public int RowsNotTaken { get; private set; }

    /// <summary>One line for each of the first stores, and one for the rest.</summary>
    public IEnumerable<string> Lines =>
        _more == 0 ? _lines : _lines.Append(string.Create(CultureInfo.InvariantCulture, $"{_file}: and {_more} more stores"));

    /// <summary>The count as the summary prints it: <c>3 weeks</c>.</summary>
    public string Count => string.Create(
        CultureInfo.InvariantCulture, $"{Kept}{(thing.Length == 0 ? "" : $" {thing}")}{(thing.Length > 0 && Kept != 1 ? "s" : "")}");

    /// <summary>Adds a store.</summary>
    /// <param name="cause">The first rejected row of the store.</param>
    /// <param name="hasKept">Whether the store had facts to keep.</param>
    /// <param name="rowsNotTaken">The number of its readable rows.</param>
    public void Add(ReadOnlySpan<byte> storeId, RejectedRow cause, bool hasKept, int rowsNotTaken)
    {
        var outcome = hasKept ? $"keeps its {thing}" : $"has no known {thing}, and its figures stay empty until valid rows are loaded";
        Add(StoreNamed(storeId), outcome, cause, hasKept, rowsNotTaken);
    }

    /// <summary>Adds a store, or a group, with what became of it in words.</summary>
    /// <param name="subject">The store or the group, printable, with its kind: <c>store 'a'</c>.</param>
    /// <param name="outcome">What it keeps, as the end of a sentence.</param>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, RejectedRow, bool, int)" path="/param"/>
    public void Add(string subject, string outcome, RejectedRow cause, bool hasKept, int rowsNotTaken)
    {
        (Kept, Unknown) = hasKept ? (Kept + 1, Unknown) : (Kept, Unknown + 1);
        RowsNotTaken += rowsNotTaken;
        if (_lines.Count == MaxNamed)
        {
            (_file, _more) = (cause.File, _more + 1);
            return;
        }

        _lines.Add(
            string.Create(CultureInfo.InvariantCulture, $"{cause.File}: {subject} {outcome}, because line {cause.Line} was rejected"));
    }

    /// <summary>A store as the subject of a line.</summary>
    public static string StoreNamed(ReadOnlySpan<byte> storeId) => $"store '{PrintableText.Of(Encoding.UTF8.GetString(storeId))}'";
}
