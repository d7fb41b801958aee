using System.Text;
using CsCheck;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

/// <summary>The log in front of the chunks, through the port.</summary>
public sealed class PollLogTests : IDisposable
{
    private const long Start = 1_728_295_200_000_000;

    private static readonly Gen<(int Store, long At, bool IsActive)> Sent =
        Gen.Select(Gen.Int[0, 5], Gen.Long[0, 40], Gen.Bool, (store, at, isActive) => (store, at, isActive));

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_logged_poll_is_read_before_and_after_it_is_folded()
    {
        using var log = OpenLog("some.db", out var facts);

        log.Append([Batch(log, ("b", 2, true), ("a", 1, false))]);
        var before = Stored("some.db");
        Fold(log);

        before.Should().Equal(Line("a", 1, false), Line("b", 2, true));
        Stored("some.db").Should().Equal(before);
        Read(facts).Should().Equal(before);
    }

    [Fact]
    public void The_later_of_two_logged_polls_holds_R1()
    {
        using var log = OpenLog("some.db", out var facts);

        log.Append([Batch(log, ("a", 1, false), ("a", 1, true)), Batch(log, ("a", 2, true))]);
        log.Append([Batch(log, ("a", 2, false))]);

        Read(facts).Should().Equal(Line("a", 1, true), Line("a", 2, false));
        Stored("some.db").Should().Equal(Line("a", 1, true), Line("a", 2, false));
    }

    [Fact]
    public void A_commit_moves_the_version_and_a_fold_does_not()
    {
        using var log = OpenLog("some.db", out var facts);
        var versions = new List<long> { VersionOf(facts) };

        log.Append([Batch(log, ("a", 1, true))]);
        versions.Add(VersionOf(facts));
        log.Append([Batch(log, ("a", 2, true))]);
        versions.Add(VersionOf(facts));
        Fold(log);
        var folded = VersionOf(facts);
        log.Append([Batch(log, ("a", 3, true))]);
        versions.Add(VersionOf(facts));

        versions.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        folded.Should().Be(versions[2]);
    }

    [Fact]
    public void A_commit_of_known_stores_writes_one_row()
    {
        using var log = OpenLog("some.db", out _);
        log.Append([Batch(log, ("a", 1, true))]);
        var row = Facts.Scalar(_folder.Of("some.db"), "SELECT version || ' ' || checksum FROM facts");

        log.Append([Batch(log, ("a", 2, true))]);

        Facts.Scalar(_folder.Of("some.db"), "SELECT version || ' ' || checksum FROM facts").Should().Be(row);
        Facts.Scalar(_folder.Of("some.db"), "SELECT count(*) FROM poll_log").Should().Be(2L);
    }

    [Fact]
    public void Any_order_of_commits_folds_and_restarts_leaves_what_a_dictionary_would()
    {
        var database = 0;
        Gen.Select(Sent.Array[1, 12], Gen.Int[0, 5]).Array[1, 12].Sample(
            steps =>
            {
                var name = $"{database++}.db";
                var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
                var log = OpenLog(name, out var facts);
                foreach (var (sent, then) in steps)
                {
                    log.Append([Batch(log, [.. sent.Select(poll => ($"s{poll.Store}", poll.At, poll.IsActive))])]);
                    foreach (var (store, at, isActive) in sent)
                        known[$"s{store} {Facts.At(Start + at)}"] = isActive ? "active" : "inactive";
                    if (then is 1 or 2)
                        Fold(log);
                    if (then == 3)
                        log.FoldSlice();
                    if (then is 2 or 4)
                    {
                        log.Dispose();
                        log = facts.OpenLog();
                    }

                    var expected = known.Select(poll => $"{poll.Key} {poll.Value}").ToList();
                    Read(facts).Should().BeEquivalentTo(expected);
                    Stored(name).Should().BeEquivalentTo(expected);
                    CountOf(facts).Should().Be(expected.Count);
                }

                log.Dispose();
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void An_ingest_folds_first_so_that_what_comes_later_holds_R1()
    {
        using var cli = new Cli();
        cli.IngestStatus("a,active,2024-10-07 10:00:00 UTC");
        using var log = new SqliteFacts(new Database(cli.DatabasePath)).OpenLog();
        log.Append([Batch(log, ("a", 0, false), ("b", 0, false))]);

        cli.IngestStatus("a,active,2024-10-07 10:00:00 UTC");
        log.Append([Batch(log, ("b", 0, true), ("c", 0, true))]);

        cli.Facts.Polls.Should().Equal(Line("a", 0, true), Line("b", 0, true), Line("c", 0, true));
        Facts.Scalar(cli.DatabasePath, "SELECT count(*) FROM poll_log").Should().Be(1L);
    }

    [Fact]
    public void A_fold_that_an_ingest_came_between_gives_up_and_changes_nothing()
    {
        using var cli = new Cli();
        using var log = OpenLog(cli.DatabasePath, out _);
        log.Append([Batch(log, [.. Enumerable.Range(0, 600).Select(store => ($"s{store:000}", 0L, false))])]);
        log.FoldSlice().Should().BeTrue("the first slice has 512 stores");

        cli.IngestStatus("s599,active,2024-10-07 10:00:00 UTC");
        log.FoldSlice().Should().BeFalse();

        cli.Facts.Polls.Should().HaveCount(600).And.Contain(Line("s599", 0, true));
    }

    [Fact]
    public async Task Polls_of_a_store_that_was_forgotten_meanwhile_make_it_anew_and_reach_no_other()
    {
        using var cli = new Cli();
        using var log = OpenLog(cli.DatabasePath, out _);
        log.Append([Batch(log, ("a", 0, true), ("b", 0, true))]);
        var late = Batch(log, ("b", 1, false));

        (await cli.Run("forget", "b")).ExitCode.Should().Be(0);
        cli.IngestStatus("c,active,2024-10-07 10:00:00 UTC");
        log.Append([late]);

        cli.Facts.Polls.Should().Equal(Line("a", 0, true), Line("b", 1, false), Line("c", 0, true));
    }

    [Fact]
    public async Task A_prune_removes_logged_polls_too()
    {
        using var cli = new Cli();
        using var log = OpenLog(cli.DatabasePath, out _);
        log.Append([Batch(log, ("a", 0, true), ("b", 90_000_000, true))]);

        (await cli.Run("prune", "--before", "2024-10-07T10:01:00Z")).ExitCode.Should().Be(0);

        cli.Facts.Polls.Should().Equal(Line("b", 90_000_000, true));
    }

    [Fact]
    public void A_backup_has_the_log_and_its_count()
    {
        using var log = OpenLog("some.db", out var facts);
        log.Append([Batch(log, ("a", 0, true), ("b", 0, true))]);

        var backup = facts.Backup(_folder.Of("copy.db"), CancellationToken.None);

        backup.Polls.Should().Be(2);
        Stored("copy.db").Should().Equal(Stored("some.db"));
    }

    [Fact]
    public void Every_flipped_bit_of_the_log_is_noticed_or_changes_nothing()
    {
        using (var log = OpenLog("some.db", out _))
        {
            for (var commit = 0; commit < 5; commit++)
                log.Append([Batch(log, ("a", commit, true), ("b", commit, false))]);
        }

        var whole = Read(new SqliteFacts(new Database(_folder.Of("some.db"))));
        var bytes = File.ReadAllBytes(_folder.Of("some.db"));
        var page = PageOf(bytes, "[[1,1],[2,0]]"u8);
        var random = new Random(RandomRuns.Seed);
        for (var flip = 0; flip < RandomRuns.BitFlips; flip++)
        {
            var (offset, bit) = (page + random.Next(PageLength), random.Next(8));
            var damaged = (byte[])bytes.Clone();
            damaged[offset] ^= (byte)(1 << bit);
            File.WriteAllBytes(_folder.Of("damaged.db"), damaged);
            File.Copy(_folder.Of("some.db-state"), _folder.Of("damaged.db-state"), overwrite: true);

            var read = ReadOrNull(new SqliteFacts(new Database(_folder.Of("damaged.db"))));

            (read is null || read.SequenceEqual(whole)).Should().BeTrue($"seed {RandomRuns.Seed}, flip {flip}: byte {offset}, bit {bit}");
        }
    }

    [Fact]
    public void A_database_that_was_replaced_takes_no_polls()
    {
        using var log = OpenLog("some.db", out _);
        log.Append([Batch(log, ("a", 0, true))]);
        File.Copy(_folder.Of("some.db"), _folder.Of("other.db"));
        File.Move(_folder.Of("other.db"), _folder.Of("some.db"), overwrite: true);

        var append = () => log.Append([Batch(log, ("a", 1, true))]);

        append.Should().Throw<DatabaseRefusedException>().WithMessage("*was replaced while it was in use*");
    }

    [Fact]
    public void Polls_wait_for_another_process_that_writes_and_are_logged_after_it()
    {
        using var log = OpenLog("some.db", out _);
        log.Append([Batch(log, ("a", 0, true))]);
        using var other = new Database(_folder.Of("some.db")).Open();
        var late = Batch(log, ("a", 1, true));
        using (other.BeginTransaction())
        {
            var append = () => log.Append([late]);
            append.Should().Throw<DatabaseBusyException>();
        }

        log.Append([late]);

        Stored("some.db").Should().HaveCount(2);
    }

    public void Dispose() => _folder.Dispose();

    private const int PageLength = 16_384;

    private static int PageOf(byte[] file, ReadOnlySpan<byte> text)
    {
        var index = file.AsSpan().IndexOf(text);
        index.Should().BePositive("the log is in the file");
        return index / PageLength * PageLength;
    }

    private static string Line(string store, long at, bool isActive) => $"{store} {Facts.At(Start + at)} {(isActive ? "active" : "inactive")}";

    private static LoggedBatch Batch(IPollLog log, params (string Store, long At, bool IsActive)[] polls)
    {
        var batch = new LoggedBatch(log.Keys);
        foreach (var (store, at, isActive) in polls)
            batch.Add(Encoding.UTF8.GetBytes(store), new Poll(Start + at, isActive ? StoreStatus.Active : StoreStatus.Inactive));
        return batch;
    }

    private static void Fold(IPollLog log)
    {
        while (log.FoldSlice())
        {
        }
    }

    private static long VersionOf(IFacts facts)
    {
        using var reader = facts.OpenReader();
        return reader.ReadState().Version;
    }

    private static long CountOf(IFacts facts)
    {
        using var reader = facts.OpenReader();
        return reader.CountPolls();
    }

    private static List<string>? ReadOrNull(SqliteFacts facts)
    {
        try
        {
            facts.Prepare();
            return Read(facts);
        }
        catch (Exception damaged) when (StorageFailure.Of(damaged) is not null || damaged is DatabaseRefusedException or IOException)
        {
            return null;
        }
    }

    // As a report reads them.
    private static List<string> Read(IFacts facts)
    {
        using var snapshot = facts.OpenSnapshot(2);
        var reader = snapshot.Readers[1];
        var sum = new StoreSum();
        var stores = reader.ReadStores(reader.ReadKeys(), sum);
        sum.MustBeAllOf(snapshot.Facts);
        using var polls = reader.OpenPolls(stores, DecisivePolls.All);
        var lines = new List<string>();
        foreach (var store in stores.OrderBy(store => store.Id, StringComparer.Ordinal))
        {
            foreach (var poll in polls.Read(store, Core.Intervals.IntervalSet.Empty))
                lines.Add($"{store.Id} {Facts.At(poll.AtMicroseconds)} {(poll.Status == StoreStatus.Active ? "active" : "inactive")}");
        }

        return lines;
    }

    private IReadOnlyList<string> Stored(string name) => Facts.In(_folder.Of(name)).Polls;

    private IPollLog OpenLog(string name, out IFacts facts)
    {
        facts = new SqliteFacts(new Database(_folder.Of(name)));
        facts.Prepare();
        return facts.OpenLog();
    }
}
