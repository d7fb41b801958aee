using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Files;

namespace StoreMonitor.Ingestion.Rejected;

/// <summary>The rejected rows of one ingest: the first few in memory, all of them in a CSV in the reports folder.</summary>
internal sealed class RejectedRows(string folder, Instant now) : IDisposable
{
    private const int KeptAtHand = 20;
    private const string NameStart = "rejected-rows-";

    private static readonly InstantPattern FileStamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss.fff'Z'");

    private readonly List<RejectedRow> _first = [];
    private AtomicFile? _file;
    private StreamWriter? _writer;

    /// <summary>Removes partial lists that killed ingests left behind.</summary>
    public static void RemoveLeftBehind(string folder) =>
        AtomicFile.RemoveLeftBehind(folder, name => name.StartsWith(NameStart, StringComparison.Ordinal));

    /// <summary>The number of rejected rows.</summary>
    public long Count { get; private set; }

    /// <summary>The first rejected rows.</summary>
    public IReadOnlyList<RejectedRow> First => _first;

    /// <summary>The path of the full list; <c>null</c> if no row was rejected, and before <see cref="Commit"/>.</summary>
    public string? ListPath { get; private set; }

    public void Add(RejectedRow row)
    {
        Count++;
        if (_first.Count < KeptAtHand)
            _first.Add(row);

        _writer ??= StartList();
        _writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{CsvText.Field(row.File)},{row.Line},{CsvText.Field(row.Column)},{CsvText.Field(row.Value)},{CsvText.Field(row.Reason)}\n"));
    }

    /// <summary>Records the current end of the list for <see cref="RollBackTo"/>.</summary>
    public Savepoint SetSavepoint()
    {
        _writer?.Flush();
        return new Savepoint(Count, _file?.Stream.Position ?? 0);
    }

    /// <summary>Removes the rows added since the savepoint, because their file is not stored or is read again.</summary>
    public void RollBackTo(Savepoint savepoint)
    {
        Count = savepoint.Count;
        _first.RemoveRange((int)Math.Min(savepoint.Count, _first.Count), _first.Count - (int)Math.Min(savepoint.Count, _first.Count));
        _writer?.Flush();
        _file?.Stream.SetLength(savepoint.Position);
        _file?.Stream.Seek(0, SeekOrigin.End);
        if (savepoint.Position == 0)
            Discard();
    }

    /// <summary>Renames the list to its final name.</summary>
    public void Commit()
    {
        if (_file is null || _writer is null)
            return;

        _writer.Flush();
        _file.Commit();
        ListPath = PathOfList;
    }

    public void Dispose() => Discard();

    private string PathOfList => Path.Combine(folder, $"{NameStart}{FileStamp.Format(now)}.csv");

    private StreamWriter StartList()
    {
        _file = new AtomicFile(PathOfList);
        var writer = new StreamWriter(_file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write("file,line,column,value,reason\n");
        return writer;
    }

    private void Discard()
    {
        _file?.Dispose();
        _file = null;
        _writer = null;
    }

    /// <summary>An earlier end of the list.</summary>
    public readonly record struct Savepoint(long Count, long Position);
}
