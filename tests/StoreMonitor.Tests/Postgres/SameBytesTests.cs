using System.Globalization;
using System.Text.RegularExpressions;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Postgres;

/// <summary>Rule R14: the same facts give the same bytes on either database, whatever they are ingested in.</summary>
[OnPostgres]
public sealed partial class SameBytesTests : IDisposable
{
    private readonly ServiceFolder _folder = new();
    private readonly string _address = TestDatabase.NewAddress();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reports_explanations_and_rejected_rows_are_the_same(int seed)
    {
        await Sample(seed, "2024-11-20T00:00:00Z");
        var rejected = await IngestBoth();

        // Later polls, others again with the other status, and rows that are rejected.
        await Sample(seed, "2024-11-22T00:00:00Z");
        var status = Path.Combine(_folder.Data, "store_status.csv");
        var rows = await File.ReadAllLinesAsync(status);
        await File.WriteAllLinesAsync(status, rows.Select((row, index) => (index % 7) switch
        {
            3 when index > 0 => row.Contains("inactive", StringComparison.Ordinal) ? row.Replace("inactive", "active") : row.Replace("active", "inactive"),
            5 when index > 0 => row.Replace("active", "actve"),
            _ => row,
        }));
        (await IngestBoth()).Should().NotBeEquivalentTo(rejected);

        string[][] reports =
        [
            [], ["--max-carry", "7d"], ["--interpolation", "midpoint"], ["--interpolation", "proportional"],
            ["--as-of", "2024-11-18T10:00:00Z"], ["--from", "2024-11-01", "--to", "2024-11-19"], ["--columns", "+carried,+coverage,+last_poll"],
        ];
        foreach (var options in reports)
            (await Report(_address, options)).Should().Be(await Report(_folder.Database, options));
        foreach (var storeId in rows.Skip(1).Select(row => row.Split(',')[0]).Distinct().Take(3))
            (await Output(_address, "explain", storeId)).Should().Be(await Output(_folder.Database, "explain", storeId));

        (await Output(_address, "prune", "--before", "2024-11-19T00:00:00Z")).Should().StartWith(
            (await Output(_folder.Database, "prune", "--before", "2024-11-19T00:00:00Z")).Split('\n')[0]);
        Facts.In(_address).Should().BeEquivalentTo(Facts.In(_folder.Database), facts => facts.WithStrictOrdering());
        (await Report(_address)).Should().Be(await Report(_folder.Database));
    }

    public void Dispose()
    {
        TestDatabase.Drop(_address);
        _folder.Dispose();
    }

    private async Task Sample(int seed, string end)
    {
        string[] sample =
        [
            "sample", "--output", _folder.Data, "--stores", "12", "--days", "12", "--poll-every", "3600", "--end", end,
            "--seed", seed.ToString(CultureInfo.InvariantCulture),
        ];
        (await _folder.Run(sample)).Code.Should().Be(0);
    }

    // The summary without its times and paths, and the list of rejected rows.
    private async Task<string> IngestBoth()
    {
        var (one, two) = (await Ingest(_folder.Database), await Ingest(_address));
        two.Should().Be(one);
        return one;
    }

    private async Task<string> Ingest(string database)
    {
        foreach (var list in Directory.GetFiles(_folder.Reports))
            File.Delete(list);
        var run = await _folder.RunOn(database, "ingest");
        run.Code.Should().Be(0, run.Diagnostics);
        var lists = Directory.GetFiles(_folder.Reports).Select(File.ReadAllText);
        return Varying().Replace(run.Results, "") + string.Concat(lists);
    }

    private Task<string> Report(string database, params string[] options) => Output(database, ["report", "--output", "-", .. options]);

    private async Task<string> Output(string database, params string[] verb)
    {
        var run = await _folder.RunOn(database, verb);
        run.Code.Should().Be(0, run.Diagnostics);
        return run.Results;
    }

    [GeneratedRegex("seconds [0-9.]+|all rejected rows: .*")]
    private static partial Regex Varying();
}
