using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The polls: <c>store_status.csv</c>, with the columns <c>store_id,status,timestamp_utc</c>.</summary>
/// <remarks>A hot path: see <see cref="PollPart"/>. The polls are sorted before they are written.</remarks>
internal sealed class PollCsv(Instant now) : ICsvFormat
{
    // A row of a real export takes 58 to 78 bytes. Guessed low, the memory for them seldom has to grow, and what is not used is not touched.
    private const int BytesPerRow = 48;

    private readonly long _latestMicroseconds = UnixMicroseconds.From(now + Poll.MaxAheadOfClock);

    public IReadOnlyList<CsvColumn> Columns => PollPart.Columns;

    public WriteCounts Load(
        CsvInput input, SqliteConnection connection, SqliteTransaction transaction, RejectedRows rejected, CancellationToken cancel)
    {
        using var keys = new StoreKeys(connection, transaction);
        using var writer = new PollWriter(connection);
        using var sorter = new PollSorter(input.Length / BytesPerRow, Path.GetDirectoryName(Path.GetFullPath(connection.DataSource))!);
        input.ReadParts(() => new PollPart(keys, _latestMicroseconds), part => part.MoveTo(sorter, rejected));
        sorter.Drain(writer, cancel);
        return writer.Counts;
    }
}
