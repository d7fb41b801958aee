using System.Text;
using CsCheck;
using StoreMonitor.Storage.Sorting;

namespace StoreMonitor.Tests.Storage;

/// <summary>The table is small at first in this build, so these make it grow.</summary>
public sealed class StoreIdTableTests
{
    private const int Ids = 5_000;

    [Fact]
    public void It_finds_what_a_dictionary_would() =>
        Gen.Byte.Array[0, 40].Array[0, 200].Sample(ids =>
        {
            var table = new StoreIdTable();
            var known = new Dictionary<string, int>();
            foreach (var id in ids)
            {
                var isKnown = known.TryGetValue(Convert.ToHexString(id), out var expected);

                table.TryFind(id, out var key).Should().Be(isKnown);
                key.Should().Be(expected);
                if (isKnown)
                    continue;

                known.Add(Convert.ToHexString(id), known.Count + 1);
                table.Add(id, known.Count);
            }
        });

    [Theory]
    [InlineData("one is the start of the other", "12345678", "123456789")]
    [InlineData("they differ in the last byte", "f6e4d870-a273-49cf-be4d-1bf529e26ff3", "f6e4d870-a273-49cf-be4d-1bf529e26ff4")]
    [InlineData("they differ in the first byte", "f6e4d870-a273-49cf-be4d-1bf529e26ff3", "e6e4d870-a273-49cf-be4d-1bf529e26ff3")]
    [InlineData("one is empty", "", "a")]
    public void Ids_that_are_much_the_same_are_told_apart(string label, string one, string other)
    {
        var table = new StoreIdTable();

        table.Add(Encoding.UTF8.GetBytes(one), 1);

        table.TryFind(Encoding.UTF8.GetBytes(other), out _).Should().BeFalse(label);
        table.TryFind(Encoding.UTF8.GetBytes(one), out _).Should().BeTrue(label);
    }

    [Fact]
    public async Task While_one_thread_adds_another_finds_the_right_key_or_none_yet()
    {
        var ids = Enumerable.Range(0, Ids).Select(number => Encoding.UTF8.GetBytes($"store-{number}")).ToArray();
        var table = new StoreIdTable();
        var added = 0;

        var finding = Task.Run(() =>
        {
            while (Volatile.Read(ref added) < Ids)
            {
                // What was added before the look is found, whatever is added meanwhile.
                var certain = Volatile.Read(ref added);
                var wrong = Enumerable.Range(0, Ids).Where(number => table.TryFind(ids[number], out var key) ? key != number + 1 : number < certain);
                wrong.Should().BeEmpty();
            }
        });
        for (var number = 0; number < Ids; number++)
        {
            table.Add(ids[number], number + 1);
            Volatile.Write(ref added, number + 1);
        }

        await finding;
    }
}
