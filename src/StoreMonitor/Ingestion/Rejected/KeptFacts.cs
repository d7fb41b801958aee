using System.Globalization;
using System.Text;
using StoreMonitor.Files;

namespace StoreMonitor.Ingestion.Rejected;

/// <summary>The weeks or zones of stores that a file names in rejected rows: those that stay as they were, and those that are not known (rule R2).</summary>
/// <param name="thing">What the file is about: <c>week</c> or <c>zone</c>; empty for polls, which are facts one by one.</param>
internal sealed class KeptFacts(string thing)
{
    private const int MostNamed = 20;

    private readonly List<string> _lines = [];
    private string _file = "";
    private int _more;

    /// <summary>How many stores kept what they had.</summary>
    public int Kept { get; private set; }

    /// <summary>How many stores had nothing, so that their business time is not known.</summary>
    public int Unknown { get; private set; }

    /// <summary>Readable rows that were not taken, because another row of their store was rejected.</summary>
    public int RowsNotTaken { get; private set; }

    /// <summary>One line for each of the first stores, and one about the others.</summary>
    public IEnumerable<string> Lines => _more == 0 ? _lines : _lines.Append(string.Create(CultureInfo.InvariantCulture, $"{_file}: and {_more} more stores"));

    /// <summary>As the summary shows it: <c>3 weeks</c>.</summary>
    public string Count => string.Create(CultureInfo.InvariantCulture, $"{Kept}{(thing.Length == 0 ? "" : $" {thing}")}{(thing.Length > 0 && Kept != 1 ? "s" : "")}");

    /// <summary>Adds a store.</summary>
    /// <param name="cause">Its first rejected row.</param>
    /// <param name="hasKept">Whether it had something to keep.</param>
    /// <param name="rowsNotTaken">How many of its rows could be read.</param>
    public void Add(ReadOnlySpan<byte> storeId, RejectedRow cause, bool hasKept, int rowsNotTaken)
    {
        (Kept, Unknown) = hasKept ? (Kept + 1, Unknown) : (Kept, Unknown + 1);
        RowsNotTaken += rowsNotTaken;
        if (_lines.Count == MostNamed)
        {
            (_file, _more) = (cause.File, _more + 1);
            return;
        }

        var store = PrintableText.Of(Encoding.UTF8.GetString(storeId));
        var outcome = hasKept ? $"keeps its {thing}" : $"has no known {thing}, and its figures stay empty until readable rows come";
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{cause.File}: store '{store}' {outcome}, because line {cause.Line} was rejected"));
    }
}
