using NodaTime;
using StoreMonitor.Core.Polls;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The polls: <c>store_status.csv</c> with the columns <c>store_id,status,timestamp_utc</c>.</summary>
/// <remarks>A hot path: see <see cref="PollBatch"/>. The polls are sorted before they are written.</remarks>
/// <param name="now">The current time; a poll too far ahead of it is rejected.</param>
/// <param name="scratchFolder">The folder for polls that do not fit into memory.</param>
internal sealed class PollCsv(Instant now, string scratchFolder) : ICsvFormat
{
    // A row of a real export takes 58 to 78 bytes. The low estimate rarely makes the buffer grow, and unused memory is never touched.
    private const int BytesPerRow = 48;

    private readonly PollRule _rule = new(now);

    public IReadOnlyList<CsvColumn> Columns => PollBatch.Columns;

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var sorter = new PollSorter(input.Length / BytesPerRow, scratchFolder);
        try
        {
            input.ReadBatches(() => new PollBatch(keys, _rule), batch => batch.MoveTo(sorter, rejected));
            return new Facts(sorter);
        }
        catch
        {
            sorter.Dispose();
            throw;
        }
    }

    private sealed class Facts(PollSorter sorter) : ICsvFacts
    {
        public KeptFacts Kept { get; } = new("");

        public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel)
        {
            sorter.Drain(transaction, cancel);
            return transaction.Polls;
        }

        public void Dispose() => sorter.Dispose();
    }
}
