using CsCheck;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public class ArrivalOrderTests
{
    private const int Rounds = 15;

    [Fact]
    public void Distinct_facts_leave_the_same_table_in_whatever_order_and_in_however_many_files_they_come() =>
        (from polls in RandomRows.Poll.Array[1, 300]
         let distinct = polls.DistinctBy(poll => (poll.Store, poll.AtMicroseconds)).ToArray()
         from shuffled in Gen.Shuffle(distinct.ToArray())
         from cuts in Gen.Int[0, distinct.Length].Array[0, 3]
         select (distinct, shuffled, cuts))
        .Sample(
            sample =>
            {
                using var cli = new Cli();
                foreach (var file in Cut(sample.shuffled, sample.cuts))
                    cli.IngestStatus([.. file.Select(poll => poll.ToString())]);

                cli.Facts.Polls.Should().Equal(RandomRows.Stored(sample.distinct));
            },
            iter: Rounds,
            threads: 1);

    [Fact]
    public void Of_rows_about_one_instant_the_last_of_a_file_holds_however_many_there_are() =>
        RandomRows.Poll.Array[1, 400].Sample(
            polls =>
            {
                using var cli = new Cli();

                cli.IngestStatus([.. polls.Select(poll => poll.ToString())]);

                cli.Facts.Polls.Should().Equal(RandomRows.Stored(polls));
            },
            iter: Rounds,
            threads: 1);

    private static IEnumerable<T[]> Cut<T>(T[] items, int[] cuts)
    {
        int[] edges = [0, .. cuts.Order(), items.Length];
        return edges.Zip(edges.Skip(1), (from, to) => items[from..to]);
    }
}
