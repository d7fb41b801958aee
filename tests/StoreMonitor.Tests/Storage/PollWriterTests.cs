using CsCheck;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sorting;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Polls;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

/// <summary>The writer alone, for a batch of the ingest is smaller in Debug.</summary>
public sealed class PollWriterTests : IDisposable
{
    private const int Rounds = 20;

    // So many instants that stored, unchanged and replaced polls all take many chunks.
    private static readonly Gen<PollFact> Fact = Gen.Select(Gen.Long[-150, 450], Gen.Int[1, 3], Gen.Bool)
        .Select((at, key, isActive) => new PollFact(at, key, isActive ? StoreStatus.Active : StoreStatus.Inactive));

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    public void Every_poll_is_stored_whatever_their_number(int count)
    {
        using var connection = NewDatabase("some.db");
        PollFact[] polls = [.. Enumerable.Range(0, count).Select(i => new PollFact(i, 1, StoreStatus.Active))];
        using var writer = new PollWriter(new ChunkTable(connection));

        writer.Take(polls);

        writer.Counts.Should().Be(new WriteCounts(count, 0, 0));
        Stored(connection).Should().Equal(polls);
    }

    [Fact]
    public void Batches_of_any_size_leave_and_count_what_a_dictionary_would()
    {
        var database = 0;
        Fact.Array[0, 700].Array[1, 3].Sample(
            batches =>
            {
                using var connection = NewDatabase($"{database++}.db");
                using var writer = new PollWriter(new ChunkTable(connection));
                var known = new Dictionary<(int Store, long At), StoreStatus>();
                var expected = default(WriteCounts);
                foreach (var batch in batches)
                {
                    expected += Put(batch, known);
                    PollOrder.Sort(batch, new PollFact[batch.Length]);

                    writer.Take(batch);

                    writer.Counts.Should().Be(expected);
                    ExpectSoundChunks(connection);
                    LatestPoll(connection).Should().Be(LatestOf(known));
                }

                Stored(connection).Should().Equal(known
                    .OrderBy(poll => poll.Key)
                    .Select(poll => new PollFact(poll.Key.At, poll.Key.Store, poll.Value)));
            },
            iter: Rounds,
            threads: 1);
    }

    [Fact]
    public void Known_polls_change_no_row()
    {
        using var connection = NewDatabase("some.db");
        using var writer = new PollWriter(new ChunkTable(connection));
        PollFact[] polls = [.. Enumerable.Range(0, 3 * PollChunk.MaxPolls).Select(i => new PollFact(i, 1, StoreStatus.Active))];
        writer.Take(polls);
        var before = FactsMetadata.ChangesOf(connection);

        writer.Take(polls);
        writer.Take(polls.AsSpan(1, 1));

        FactsMetadata.ChangesOf(connection).Should().Be(before);
    }

    [Fact]
    public void A_poll_more_rewrites_one_chunk_and_no_other()
    {
        using var connection = NewDatabase("some.db");
        using var writer = new PollWriter(new ChunkTable(connection));
        writer.Take([.. Enumerable.Range(0, 20 * PollChunk.MaxPolls).Select(i => new PollFact(2 * i, 1, StoreStatus.Active))]);
        var before = FactsMetadata.ChangesOf(connection);

        writer.Take([new PollFact(15, 1, StoreStatus.Active)]);

        // One row is deleted and two are inserted, and the one after them names the second of these.
        (FactsMetadata.ChangesOf(connection) - before).Should().Be(4);
    }

    public void Dispose() => _folder.Dispose();

    private static Instant? LatestOf(Dictionary<(int Store, long At), StoreStatus> known) =>
        known.Count == 0 ? null : UnixMicroseconds.ToInstant(known.Keys.Max(poll => poll.At));

    // None is empty or too long or reaches into the next, each names the one before it, and the store names the latest one.
    private static void ExpectSoundChunks(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT count(*) FROM (
                SELECT json_array_length(polls) AS count, from_us + (json_extract(polls, '$[#-1]') >> 1) AS last_us,
                    lead(from_us) OVER store AS next_us, lag(from_us) OVER store AS previous_us, prev_us,
                    max(from_us) OVER (PARTITION BY store_key) AS latest_us, last_chunk_us
                FROM poll_chunks JOIN stores USING (store_key)
                WINDOW store AS (PARTITION BY store_key ORDER BY from_us))
            WHERE count NOT BETWEEN 1 AND {PollChunk.MaxPolls} OR last_us >= next_us
                OR prev_us IS NOT previous_us OR last_chunk_us IS NOT latest_us
            """;
        command.ExecuteScalar().Should().Be(0L);
    }

    private static WriteCounts Put(PollFact[] batch, Dictionary<(int Store, long At), StoreStatus> known)
    {
        var (stored, unchanged, replaced) = (0, 0, 0);
        foreach (var poll in batch)
        {
            if (!known.TryGetValue((poll.StoreKey, poll.AtMicroseconds), out var status))
                stored++;
            else if (status == poll.Status)
                unchanged++;
            else
                replaced++;
            known[(poll.StoreKey, poll.AtMicroseconds)] = poll.Status;
        }

        return new WriteCounts(stored, unchanged, replaced);
    }

    private static List<PollFact> Stored(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT at_us, store_key, status FROM polls ORDER BY store_key, at_us";
        using var reader = command.ExecuteReader();
        var polls = new List<PollFact>();
        while (reader.Read())
            polls.Add(new PollFact(reader.GetInt64(0), reader.GetInt32(1), (StoreStatus)reader.GetInt64(2)));
        return polls;
    }

    private static Instant? LatestPoll(SqliteConnection connection)
    {
        using var reading = new Database(connection.DataSource).OpenToRead();
        return FactsMetadata.Read(reading).LatestPoll;
    }

    private SqliteConnection NewDatabase(string name)
    {
        var database = new Database(_folder.Of(name));
        database.Prepare();
        var connection = database.Open();
        StoredFacts.AddStores(connection, "a", "b", "c");
        return connection;
    }
}
