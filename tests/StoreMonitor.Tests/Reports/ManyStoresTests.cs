using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

/// <summary>A report on more stores than one slice holds, which is computed and written slice by slice.</summary>
public class ManyStoresTests : IDisposable
{
    // More than two slices in the debug build of the tests.
    private const int Stores = 300;

    private readonly Cli _cli = new();

    // In no order, of all planes: U+FF21 comes before U+1F600 by its UTF-8 bytes, and after it by those of UTF-16.
    private static readonly string[] Ids =
        [.. Enumerable.Range(0, Stores).Select(i => $"{(i % 3 == 0 ? "\uFF21" : i % 3 == 1 ? "\U0001F600" : "s")}{i * 7_919 % Stores:d3}")];

    [Fact]
    public async Task Each_store_has_a_row_in_the_order_of_UTF_8_bytes()
    {
        _cli.WriteStatus([.. Ids.Select((id, i) => $"{id},{(i % 2 == 0 ? "active" : "inactive")},2024-10-14 11:00:00 UTC")]);
        _cli.Ingest();

        var run = await _cli.Run("report", "--output", _cli.Folder.Of("all.csv"));

        run.ExitCode.Should().Be(0, run.Diagnostics);
        run.Diagnostics.Should().Contain($"{Stores} stores, 0 without polls");
        var rows = (await File.ReadAllLinesAsync(_cli.Folder.Of("all.csv")))[1..];
        var expected = Ids.Select((id, i) => (Id: id, IsUp: i % 2 == 0)).OrderBy(store => Convert.ToHexString(Encoding.UTF8.GetBytes(store.Id)), StringComparer.Ordinal);
        rows.Select(row => (row.Split(',')[0], row.Split(',')[2] != "0.00")).Should().Equal(expected.Select(store => (store.Id, store.IsUp)));
    }

    [Fact]
    public async Task Stores_without_polls_have_none_and_are_counted()
    {
        _cli.WriteStatus([.. Ids.Take(100).Select(id => $"{id},active,2024-10-14 11:00:00 UTC")]);
        _cli.WriteZones([.. Ids.Select(id => $"{id},UTC")]);
        _cli.Ingest();

        var run = await _cli.Run("report", "--output", _cli.Folder.Of("all.csv"));

        run.Diagnostics.Should().Contain($"100 stores, {Stores - 100} without polls");
        (await File.ReadAllLinesAsync(_cli.Folder.Of("all.csv"))).Should().HaveCount(101);
    }

    public void Dispose() => _cli.Dispose();
}
