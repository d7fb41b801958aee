using CsCheck;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Storage.Sqlite.Stores;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class PollReaderTests : IDisposable
{
    private const int Rounds = 40;
    private const int ReachesPerRound = 20;
    private const int Edge = 60;

    private readonly TempFolder _folder = new();

    private static readonly Gen<(int From, int To, int AsOf)> Reach =
        from asOf in Gen.Int[-Edge - 5, Edge + 5]
        from to in Gen.Int[-Edge - 5, asOf]
        from @from in Gen.Int[-Edge - 5, to]
        select (@from, to, asOf);

    [Fact]
    public void It_reads_the_range_and_the_nearest_poll_on_either_side_and_none_after_the_as_of_instant()
    {
        var database = 0;
        Gen.Select(Gen.Int[-Edge, Edge].HashSet[0, 25], Gen.Int[-Edge, Edge].HashSet[0, 25], Reach.Array[ReachesPerRound]).Sample(
            (first, second, reaches) =>
            {
                var stored = NewDatabase($"{database++}.db", first, second);
                using var connection = stored.OpenToRead();
                foreach (var (from, to, asOf) in reaches)
                {
                    using var reader = ChunkStatements.OpenPolls(connection, new DecisivePolls(new Interval(At(from), At(to)), At(from), At(asOf)));

                    reader.Read(Store(connection, 1), IntervalSet.Empty).ToArray().Should().Equal(Expected(first, from, to, asOf));
                    reader.Read(Store(connection, 2), IntervalSet.Empty).ToArray().Should().Equal(Expected(second, from, to, asOf));
                    reader.Read(Store(connection, 3), IntervalSet.Empty).ToArray().Should().BeEmpty();
                }
            },
            iter: Rounds,
            threads: 1);
    }

    [Fact]
    public void Of_the_polls_up_to_the_windows_it_reads_the_latest_one_of_business_time_and_none_before()
    {
        var database = 0;
        var open = Gen.Select(Gen.Int[-Edge, Edge], Gen.Int[0, Edge]).Array[0, 3];
        var cases = Gen.Select(Reach, Gen.Int[0, Edge], open).Array[ReachesPerRound];
        Gen.Select(Gen.Int[-Edge, Edge].HashSet[0, 25], Gen.Int[-Edge, Edge].HashSet[0, 25], cases).Sample(
            (first, second, cases) =>
            {
                using var connection = NewDatabase($"{database++}.db", first, second).OpenToRead();
                foreach (var ((from, to, asOf), after, hours) in cases)
                {
                    var windows = Math.Min(from + after, to);
                    var businessTime = IntervalSet.Of(hours.Select(h => new Interval(At(h.Item1), At(h.Item1 + h.Item2))));
                    using var reader = ChunkStatements.OpenPolls(
                        connection, new DecisivePolls(new Interval(At(from), At(to)), At(windows), At(asOf)));

                    reader.Read(Store(connection, 1), businessTime).ToArray().Should().Equal(Decisive(first));
                    reader.Read(Store(connection, 2), businessTime).ToArray().Should().Equal(Decisive(second));

                    IEnumerable<Poll> Decisive(HashSet<int> instants)
                    {
                        var seen = instants.Where(at => at <= Math.Min(windows, asOf) && businessTime.Contains(At(at))).ToList();
                        var first = seen.Count == 0 ? Instant.MinValue : At(seen.Max());
                        return Expected(instants, from, to, asOf).Where(poll => poll.At >= first);
                    }
                }
            },
            iter: Rounds,
            threads: 1);
    }

    [Fact]
    public void More_polls_than_the_buffer_holds_are_all_read()
    {
        var instants = Enumerable.Range(-3_000, 6_001).ToHashSet();
        using var connection = NewDatabase("many.db", instants, []).OpenToRead();
        using var reader = ChunkStatements.OpenPolls(connection, new DecisivePolls(new Interval(At(-3_000), At(3_000)), At(-3_000), At(3_000)));

        reader.Read(Store(connection, 1), IntervalSet.Empty).ToArray().Select(poll => poll.AtMicroseconds).Should().Equal(instants.Select(i => (long)i));
    }

    public void Dispose() => _folder.Dispose();

    // Whole microseconds on both sides of the epoch.
    private static Instant At(int microseconds) => NodaConstants.UnixEpoch + Duration.FromTicks(10 * microseconds);

    private static Store Store(ReadConnection connection, int key) => StoreTable.Read(connection, new StoreKeyRange(key, key), new StoreSum())[0];

    private static StoreStatus StatusAt(int microseconds) => microseconds % 2 == 0 ? StoreStatus.Active : StoreStatus.Inactive;

    private static IEnumerable<Poll> Expected(HashSet<int> instants, int from, int to, int asOf)
    {
        var seen = instants.Where(at => at <= asOf).Order().ToList();
        return seen.Where(at => at < from).TakeLast(seen.Contains(from) ? 0 : 1)
            .Concat(seen.Where(at => at >= from && at <= to))
            .Concat(seen.Where(at => at > to).Take(seen.Contains(to) ? 0 : 1))
            .Select(at => new Poll(At(at), StatusAt(at)));
    }

    private Database NewDatabase(string name, HashSet<int> first, HashSet<int> second)
    {
        var database = new Database(_folder.Of(name));
        database.Prepare();
        using var connection = database.Open();
        StoredFacts.AddStores(connection, "a", "b", "c");
        using var writer = new PollWriter(new ChunkTable(connection));
        writer.Take([.. first.Order().Select(at => new PollFact(at, 1, StatusAt(at)))]);
        writer.Take([.. second.Order().Select(at => new PollFact(at, 2, StatusAt(at)))]);
        return database;
    }
}
