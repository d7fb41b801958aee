using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The polls: <c>store_status.csv</c>, with the columns <c>store_id,status,timestamp_utc</c>.</summary>
/// <remarks>A hot path: a row costs no allocation, and the rows are sorted before they are written.</remarks>
internal sealed class PollCsv(Instant now) : ICsvFormat
{
    private const int StoreId = 0;
    private const int Status = 1;
    private const int Timestamp = 2;

    // A row of a real export takes 58 to 78 bytes. Guessed low, the memory for them seldom has to grow, and what is not used is not touched.
    private const int BytesPerRow = 48;

    private readonly long _latestMicroseconds = UnixMicroseconds.From(now + Poll.MaxAheadOfClock);

    public IReadOnlyList<CsvColumn> Columns { get; } = [new("store_id"), new("status"), new("timestamp_utc")];

    public WriteCounts Load(
        CsvInput input, SqliteConnection connection, SqliteTransaction transaction, RejectedRows rejected, CancellationToken cancel)
    {
        using var keys = new StoreKeys(connection, transaction);
        using var writer = new PollWriter(connection);
        using var sorter = new PollSorter(input.Length / BytesPerRow, Path.GetDirectoryName(Path.GetFullPath(connection.DataSource))!);
        while (input.Read())
        {
            var storeId = input.Field(StoreId);
            if (Check(input, storeId, out var at, out var status) is { } problem)
                rejected.Add(problem);
            else
                sorter.Add(new PollFact(at, keys.KeyOf(storeId), status));
        }

        sorter.Drain(writer, cancel);
        return writer.Counts;
    }

    private RejectedRow? Check(CsvInput input, ReadOnlySpan<byte> storeId, out long at, out StoreStatus status)
    {
        (at, status) = (0, default);
        if (input.IsMalformed)
            return input.RejectMalformed();
        if (StoreIdText.ProblemWith(storeId) is { } problem)
            return input.Reject(StoreId, problem);

        var statusText = input.Field(Status);
        if (!TryReadStatus(statusText, out status))
            return input.Reject(Status, statusText.IsEmpty ? "is missing" : "is not 'active' or 'inactive'");

        var timestamp = input.Field(Timestamp);
        if (!InstantText.TryParse(timestamp, out at))
            return input.Reject(Timestamp, timestamp.IsEmpty ? "is missing" : "is not an instant such as '2024-10-03 23:33:20.412748 UTC'");
        return at > _latestMicroseconds ? input.Reject(Timestamp, "is more than five minutes ahead of the clock") : null;
    }

    private static bool TryReadStatus(ReadOnlySpan<byte> text, out StoreStatus status)
    {
        status = StoreStatus.Active;
        if (Ascii.EqualsIgnoreCase(text, "active"u8))
            return true;
        status = StoreStatus.Inactive;
        return Ascii.EqualsIgnoreCase(text, "inactive"u8);
    }
}
