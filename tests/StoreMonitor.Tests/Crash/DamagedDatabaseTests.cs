using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Crash;

/// <summary>A database file that something has cut or written over is told as such, and left as it is.</summary>
public sealed class DamagedDatabaseTests : IDisposable
{
    private const int PageSize = 16_384;
    private const int Damages = 25;

    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Theory]
    [InlineData("serve", "the last page is cut off")]
    [InlineData("ingest", "the last page is cut off")]
    [InlineData("report", "the last page is cut off")]
    [InlineData("serve", "half is cut off")]
    [InlineData("report", "half is cut off")]
    [InlineData("serve", "the first page is zeros")]
    [InlineData("ingest", "the first page is zeros")]
    [InlineData("serve", "the schema is written over")]
    [InlineData("report", "all but the first page is written over")]
    public async Task A_damaged_database_ends_the_verb_with_a_clear_message_and_is_left_as_it_is(string verb, string damage)
    {
        var damaged = await Damage(bytes => damage switch
        {
            "the last page is cut off" => bytes[..^PageSize],
            "half is cut off" => bytes[..(bytes.Length / 2)],
            "the first page is zeros" => [.. new byte[PageSize], .. bytes[PageSize..]],
            "the schema is written over" => [.. bytes[..100], .. Enumerable.Repeat((byte)0x55, PageSize - 100), .. bytes[PageSize..]],
            _ => [.. bytes[..PageSize], .. Enumerable.Repeat((byte)0x55, bytes.Length - PageSize)],
        });
        string[] urls = verb == "serve" ? ["--urls", "http://127.0.0.1:0"] : [];

        using var process = ServiceProcess.Start(_folder, [verb, .. urls]);

        (await process.Exit()).Should().Be(1);
        process.Diagnostics.Should().MatchRegex("failed: the database file is (damaged|not a SQLite database)").And.NotContain("   at ");
        process.Results.Should().BeEmpty();
        (await File.ReadAllBytesAsync(_folder.Database)).Should().Equal(damaged);
    }

    [Fact]
    public Task Damage_at_random_places_is_told_or_does_no_harm() => RandomRuns.Repeat(Damages, async random =>
    {
        if (File.Exists(_folder.Database))
            File.Delete(_folder.Database);
        var damaged = await Damage(bytes =>
        {
            var place = random.Next(100, bytes.Length - 64);
            random.NextBytes(bytes.AsSpan(place, random.Next(1, 64)));
            return bytes;
        });

        var report = await _folder.Run("report", "--output", Path.Combine(_folder.Reports, "output.csv"));

        report.Code.Should().BeOneOf(0, 1);
        if (report.Code == 1)
            report.Diagnostics.Should().StartWith("failed: ").And.NotContain("   at ");
        (await File.ReadAllBytesAsync(_folder.Database)).Should().Equal(damaged);
        _folder.Partials().Should().BeEmpty();
    });

    public void Dispose() => _folder.Dispose();

    private async Task<byte[]> Damage(Func<byte[], byte[]> damage)
    {
        (await _folder.Run("ingest")).Code.Should().Be(0);
        var damaged = damage(await File.ReadAllBytesAsync(_folder.Database));
        await File.WriteAllBytesAsync(_folder.Database, damaged);
        return damaged;
    }
}
