using System.Buffers.Binary;
using System.Text;
using NodaTime;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Reports.Building;
using StoreMonitor.Reports.Jobs;
using StoreMonitor.Reports.Output;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A bit that flips on the disk never changes a figure: the report has the same bytes, or it fails.</summary>
/// <remarks>In this process, because a round takes milliseconds then. The chunks of the Debug build are small, so a small file has many pages.</remarks>
public sealed class BitFlipTests : IDisposable
{
    private const int Stores = 120;
    private const int PollsPerStore = 60;

    // More than the rest of a row takes on either side of the text by which it is found.
    private const int BytesBefore = 40;
    private const int BytesAfter = 60;

    // Before the latest poll, so that a reader passes over the latest chunks of a store.
    private static readonly Instant EarlierAsOf = Instant.FromUtc(2024, 10, 5, 12, 0);

    private readonly TempFolder _scratch = new();
    private readonly ServiceFolder _folder = NewFolder();

    [Fact]
    public Task Bits_that_flip_anywhere_are_noticed_or_change_nothing() => RandomRuns.Repeat(1, async random =>
    {
        var content = await Ingest();

        Check(content, Enumerable.Range(0, RandomRuns.BitFlips).Select(_ => random.NextInt64(8L * content.Length)));
    });

    [Fact]
    public async Task Every_bit_of_the_row_about_all_facts_is_noticed_or_changes_nothing()
    {
        var content = await Ingest();
        var id = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(id, (long)Facts.Scalar(_folder.Database, "SELECT database_id FROM facts")!);

        Check(content, BitsAround(content, id));
    }

    [Fact]
    public async Task Every_bit_of_a_store_is_noticed_or_changes_nothing()
    {
        var content = await Ingest();
        var text = (string)Facts.Scalar(_folder.Database, "SELECT store_id || zone_id || week FROM stores WHERE store_id = 'store-7'")!;

        Check(content, BitsAround(content, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task Every_bit_of_a_chunk_of_polls_is_noticed_or_changes_nothing()
    {
        var content = await Ingest();
        var text = (string)Facts.Scalar(
            _folder.Database, "SELECT polls FROM poll_chunks JOIN stores ON from_us = last_chunk_us AND stores.store_key = poll_chunks.store_key WHERE store_id = 'store-7'")!;

        Check(content, BitsAround(content, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task Every_bit_of_the_special_hours_and_closures_of_a_store_is_noticed_or_changes_nothing()
    {
        var content = await Ingest();
        var text = (string)Facts.Scalar(
            _folder.Database, "SELECT name || special_hours || closures FROM store_details JOIN stores USING (store_key) WHERE store_id = 'store-7'")!;

        Check(content, BitsAround(content, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task Every_bit_of_a_recorded_change_is_noticed_or_changes_nothing()
    {
        var content = await Ingest();
        var text = (string)Facts.Scalar(
            _folder.Database, "SELECT kind || value_after FROM fact_changes JOIN stores USING (store_key) WHERE store_id = 'store-7' AND kind = 'closures'")!;

        Check(content, BitsAround(content, Encoding.UTF8.GetBytes(text)), hasReports: false);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scratch.Dispose();
    }

    private static ServiceFolder NewFolder()
    {
        var random = new Random(1);
        var polls = from store in Enumerable.Range(0, Stores)
                    from poll in Enumerable.Range(0, PollsPerStore)
                    let minute = random.Next(7 * 24 * 60)
                    let status = random.Next(2) == 0 ? "active" : "inactive"
                    select $"store-{store},{status},2024-10-0{1 + (minute / 1_440)} {minute / 60 % 24:00}:{minute % 60:00}:00 UTC";
        var named = Enumerable.Range(0, Stores).Where(store => store % 3 != 0).ToList();
        var folder = new ServiceFolder();
        File.WriteAllLines(Path.Combine(folder.Data, "special_hours.csv"), [
            "store_id,date,start_time_local,end_time_local",
            .. named.Select(store => $"store-{store},2024-10-0{1 + (store % 7)},{store % 10:00}:10,1{store % 10}:00")]);
        File.WriteAllLines(Path.Combine(folder.Data, "closures.csv"), [
            "store_id,from_utc,to_utc,reason", .. named.Select(store => $"store-{store},2024-10-04 {store % 24:00}:00 UTC,2024-10-05 00:30 UTC,reason {store}")]);
        File.WriteAllLines(Path.Combine(folder.Data, "stores.csv"), ["store_id,name", .. named.Select(store => $"store-{store},Name {store}")]);
        return folder
            .WriteHours([.. from store in named from day in Enumerable.Range(0, 7) select $"store-{store},{day},{store % 12:00}:00,{12 + (day % 9)}:30"])
            .WriteZones([.. named.Select(store => $"store-{store},{(store % 2 == 0 ? "America/New_York" : "UTC")}")])
            .WritePolls(polls);
    }

    private static IEnumerable<long> BitsAround(byte[] content, byte[] text)
    {
        var start = content.AsSpan().IndexOf(text);
        start.Should().BePositive();
        content.AsSpan(start + 1).IndexOf(text).Should().Be(-1, "only the row has it");
        var (first, last) = (start - BytesBefore, start + text.Length + BytesAfter);
        return Enumerable.Range(8 * first, 8 * (Math.Min(last, content.Length) - first)).Select(bit => (long)bit);
    }

    private async Task<byte[]> Ingest()
    {
        (await _folder.Run("ingest")).Code.Should().Be(0);
        return await File.ReadAllBytesAsync(_folder.Database);
    }

    private void Check(byte[] content, IEnumerable<long> bits, bool hasReports = true)
    {
        var expected = ReportsOf(content, hasReports)!;
        var noticed = 0;
        foreach (var bit in bits)
        {
            Flip(bit);
            if (ReportsOf(content, hasReports) is not { } reports)
                noticed++;
            else
                reports.AsSpan().SequenceEqual(expected).Should().BeTrue($"bit {bit % 8} of byte {bit / 8} of {content.Length} was flipped");
            Flip(bit);
        }

        noticed.Should().BePositive();

        void Flip(long bit) => content[bit / 8] ^= (byte)(1 << (int)(bit % 8));
    }

    // The bytes of two reports and what explains them, one after the other; null when one fails as a damaged database makes it fail.
    private byte[]? ReportsOf(byte[] content, bool hasReports)
    {
        var path = _scratch.Of("flipped.db");
        foreach (var left in Directory.GetFiles(_scratch.Path))
            File.Delete(left);
        File.WriteAllBytes(path, content);
        try
        {
            var facts = Databases.Open(path);
            facts.Prepare();
            using var csv = new MemoryStream();
            if (hasReports)
            {
                Write(facts, ReportBuilder.DefaultAsOf(facts, new NodaTime.Testing.FakeClock(ServiceFolder.Now)), csv);
                Write(facts, EarlierAsOf, csv);
            }

            WriteDetails(facts, csv);
            return csv.ToArray();
        }
        catch (Exception failure) when (failure is IOException or DatabaseRefusedException || StorageFailure.Of(failure) is not null)
        {
            return null;
        }
    }

    private static void WriteDetails(IFacts facts, MemoryStream output)
    {
        using var reader = facts.OpenReader();
        using var text = new StreamWriter(output, leaveOpen: true);
        foreach (var store in reader.ReadStores(reader.ReadKeys(), new StoreSum()))
            text.WriteLine($"{store.Id} {store.Details} {string.Join(' ', reader.ReadChanges(store, most: 10))}");
    }

    private static void Write(IFacts facts, Instant asOf, MemoryStream csv)
    {
        using var report = ReportBuilder.Build(facts, new ReportRequest(asOf, UptimeOptions.Default, StoreId: null), CancellationToken.None);
        ReportCsv.Write(csv, report.Rows);
    }
}
