using Microsoft.Data.Sqlite;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

/// <summary>Facts that were acknowledged and are gone are noticed, and so is a database that takes the place of another.</summary>
public sealed class ContinuityTests : IDisposable
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", AcknowledgedFile.Suffix];

    private readonly Cli _cli = new();

    private string Log => _cli.DatabasePath + "-wal";

    private string State => _cli.DatabasePath + AcknowledgedFile.Suffix;

    [Theory]
    [InlineData("cut off")]
    [InlineData("emptied")]
    [InlineData("a bit flipped")]
    [InlineData("removed")]
    public async Task A_log_that_has_lost_acknowledged_facts_is_noticed(string damage)
    {
        await Ingest("2024-10-07 10:00:00");
        await IngestIntoLog("2024-10-07 11:00:00");
        var log = await File.ReadAllBytesAsync(Log);
        switch (damage)
        {
            case "cut off":
                await File.WriteAllBytesAsync(Log, log[..(log.Length / 2)]);
                break;
            case "emptied":
                await File.WriteAllBytesAsync(Log, []);
                break;
            case "removed":
                File.Delete(Log);
                break;
            default:
                log[1_000] ^= 4;
                await File.WriteAllBytesAsync(Log, log);
                break;
        }

        await ShouldBeRefused("has lost facts that were acknowledged");
    }

    [Fact]
    public async Task A_log_that_has_all_facts_is_as_good_as_the_file()
    {
        await Ingest("2024-10-07 10:00:00");
        await IngestIntoLog("2024-10-07 11:00:00");

        (await _cli.Run("report")).ExitCode.Should().Be(0);
        _cli.Facts.Polls.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_older_copy_is_refused_until_the_state_is_removed()
    {
        await Ingest("2024-10-07 10:00:00");
        var copy = await File.ReadAllBytesAsync(_cli.DatabasePath);
        await Ingest("2024-10-07 11:00:00");
        await File.WriteAllBytesAsync(_cli.DatabasePath, copy);

        await ShouldBeRefused("has lost facts that were acknowledged");

        File.Delete(State);
        (await _cli.Run("report")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_copy_beside_the_log_of_another_is_refused_with_what_to_remove()
    {
        await Ingest("2024-10-07 10:00:00");
        var copy = await File.ReadAllBytesAsync(_cli.DatabasePath);
        await Ingest("2024-10-07 10:30:00");
        await IngestIntoLog("2024-10-07 11:00:00");
        await File.WriteAllBytesAsync(_cli.DatabasePath, copy);

        await ShouldBeRefused($"remove {Log}");
    }

    [Fact]
    public async Task Another_database_is_refused_until_the_state_is_removed()
    {
        await Ingest("2024-10-07 10:00:00");
        using var other = new Cli();
        other.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        other.Ingest();
        File.Copy(other.DatabasePath, _cli.DatabasePath, overwrite: true);

        await ShouldBeRefused("is not the one that");

        File.Delete(State);
        (await _cli.Run("report")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_state_that_a_torn_write_damaged_still_says_what_was_acknowledged_before()
    {
        await Ingest("2024-10-07 10:00:00");
        await Ingest("2024-10-07 11:00:00");
        var state = await File.ReadAllBytesAsync(State);
        var before = new AcknowledgedFile(_cli.DatabasePath).Read()!;

        foreach (var record in new[] { 0, 512 })
        {
            var torn = (byte[])state.Clone();
            torn[record + 20] ^= 1;
            await File.WriteAllBytesAsync(State, torn);

            new AcknowledgedFile(_cli.DatabasePath).Read()!.Version.Should().BeInRange(1, before.Version);
        }
    }

    [Fact]
    public async Task A_state_that_is_damaged_is_told_and_not_passed_over()
    {
        await Ingest("2024-10-07 10:00:00");
        await File.WriteAllBytesAsync(State, new byte[600]);

        await ShouldBeRefused($"{State} is damaged");
    }

    [Fact]
    public void States_written_by_several_at_once_end_with_the_greatest_numbers()
    {
        File.WriteAllText(_cli.DatabasePath, "");

        Parallel.For(0, 200, index => new AcknowledgedFile(_cli.DatabasePath).Advance(new Acknowledged(7, index, 200 - index)));

        new AcknowledgedFile(_cli.DatabasePath).Read().Should().Be(new Acknowledged(7, 199, 200));
    }

    [Fact]
    public void A_database_that_is_replaced_under_a_process_is_noticed_by_it()
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        _cli.Ingest();
        var copy = File.ReadAllBytes(_cli.DatabasePath);
        var database = new Database(_cli.DatabasePath);
        database.Prepare();
        database.BeginSession();
        FactsSnapshots.Open(database, 1).Dispose();
        File.Delete(State);
        File.Move(_cli.DatabasePath, _cli.DatabasePath + ".away");
        File.WriteAllBytes(_cli.DatabasePath, copy);

        var open = () => FactsSnapshots.Open(database, 1);

        open.Should().Throw<DatabaseRefusedException>().WithMessage("*was replaced while it was in use*");
    }

    [Fact]
    public void A_copy_of_the_same_facts_that_takes_the_place_under_a_service_is_noticed_too()
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        _cli.Ingest();
        var database = new Database(_cli.DatabasePath);
        database.Prepare();
        database.BeginSession();
        FactsSnapshots.Open(database, 1).Dispose();
        File.Copy(_cli.DatabasePath, _cli.DatabasePath + ".copy");
        File.Move(_cli.DatabasePath + ".copy", _cli.DatabasePath, overwrite: true);

        var open = () => FactsSnapshots.Open(database, 1);

        open.Should().Throw<DatabaseRefusedException>().WithMessage("*was replaced while it was in use*");
        using var next = FactsSnapshots.Open(new Database(_cli.DatabasePath), 1);
    }

    public void Dispose() => _cli.Dispose();

    private async Task Ingest(string instant)
    {
        _cli.WriteStatus($"a,active,{instant} UTC");
        (await _cli.Run("ingest")).ExitCode.Should().Be(0);
    }

    // As a process leaves it that is killed while a reader keeps the log from being emptied.
    private async Task IngestIntoLog(string instant)
    {
        using var kept = new TempFolder();
        using (var reader = new Database(_cli.DatabasePath).OpenToRead())
        {
            reader.BeginSnapshot();
            FactsMetadata.ReadVersion(reader);
            await Ingest(instant);
            foreach (var suffix in Suffixes)
                File.Copy(_cli.DatabasePath + suffix, kept.Of("kept" + suffix));
        }

        foreach (var suffix in Suffixes)
            File.Copy(kept.Of("kept" + suffix), _cli.DatabasePath + suffix, overwrite: true);
        File.Delete(_cli.DatabasePath + "-shm");
    }

    private async Task ShouldBeRefused(string reason)
    {
        var before = await File.ReadAllBytesAsync(_cli.DatabasePath);
        foreach (var verb in new[] { "report", "ingest" })
        {
            var run = await _cli.Run(verb);

            run.ExitCode.Should().Be(1, verb);
            run.Diagnostics.Should().Contain("failed: ").And.Contain(reason).And.Contain("nothing in it was changed").And.NotContain("   at ");
            run.Results.Should().BeEmpty();
        }

        (await File.ReadAllBytesAsync(_cli.DatabasePath)).Should().Equal(before);
        SqliteConnection.ClearAllPools();
    }
}
