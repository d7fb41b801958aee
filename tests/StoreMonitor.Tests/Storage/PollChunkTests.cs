using System.Text;
using System.Text.Json;
using CsCheck;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Tests.Storage;

public sealed class PollChunkTests
{
    private static readonly long FirstYear = UnixMicroseconds.From(Instant.FromUtc(1, 1, 1, 0, 0));

    private static readonly Gen<Poll[]> Polls =
        from start in Gen.Long[FirstYear, UnixMicroseconds.Max]
        from span in Gen.OneOf(Gen.Long[1, 100], Gen.Long[1, UnixMicroseconds.Max - FirstYear])
        from offsets in Gen.Long[0, Math.Min(span, UnixMicroseconds.Max - start)].Array[0, PollChunk.MaxPolls - 1]
        from isActive in Gen.Bool.Array[PollChunk.MaxPolls]
        select offsets.Append(0).Distinct().Order()
            .Select((offset, index) => new Poll(start + offset, isActive[index] ? StoreStatus.Active : StoreStatus.Inactive)).ToArray();

    [Fact]
    public void Polls_of_any_instants_are_read_as_they_were_written() => Polls.Sample(polls =>
    {
        var read = new PollBuffer();

        PollChunk.Read(polls[0].AtMicroseconds, TextOf(polls), read);

        read.Polls.ToArray().Should().Equal(polls);
    });

    [Fact]
    public void The_text_is_JSON_that_SQL_can_read() => Polls.Sample(polls =>
    {
        var numbers = JsonSerializer.Deserialize<long[]>(TextOf(polls))!;

        numbers.Select(number => polls[0].AtMicroseconds + (number >> 1)).Should().Equal(polls.Select(poll => poll.AtMicroseconds));
        numbers.Select(number => (StoreStatus)(number & 1)).Should().Equal(polls.Select(poll => poll.Status));
    });

    [Fact]
    public void The_polls_of_an_earlier_chunk_go_before_those_of_a_later_one()
    {
        var read = new PollBuffer();

        PollChunk.Read(1_000, "[1,40]"u8, read);
        PollChunk.Read(900, "[0,3]"u8, read);

        read.Polls.ToArray().Select(poll => poll.AtMicroseconds).Should().Equal(900, 901, 1_000, 1_020);
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("[]", "no poll")]
    [InlineData("[0,", "cut off")]
    [InlineData("0,2]", "begins amid")]
    [InlineData("[0,,2]", "a hole")]
    [InlineData("[0;2]", "another separator")]
    [InlineData("[0,-2]", "a negative number")]
    [InlineData("[0,2,2]", "an instant twice")]
    [InlineData("[0,9,3]", "not in order")]
    [InlineData("[0, 2]", "a blank")]
    [InlineData("[99999999999999999999999]", "too many digits")]
    public void Text_that_is_damaged_is_refused(string text, string how)
    {
        var read = () => PollChunk.Read(0, Encoding.ASCII.GetBytes(text), new PollBuffer());

        read.Should().Throw<DamagedFactsException>(how);
    }

    [Fact]
    public void Any_bytes_give_polls_in_order_or_are_refused() => Gen.Char["[],-0123456789 x"].Array[0, 40].Sample(characters =>
    {
        var read = new PollBuffer();
        try
        {
            PollChunk.Read(0, Encoding.ASCII.GetBytes(characters), read);
        }
        catch (DamagedFactsException)
        {
            // Refused, whatever was read before it.
        }

        read.Polls.ToArray().Select(poll => poll.AtMicroseconds).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    });

    private static byte[] TextOf(Poll[] polls)
    {
        var text = new byte[PollChunk.MaxLength];
        return text[..PollChunk.Write(polls, text)];
    }
}
