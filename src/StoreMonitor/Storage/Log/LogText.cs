using System.Buffers;
using System.Buffers.Text;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Log;

/// <summary>How a batch of live polls is stored in the log: JSON that SQL and people can read.</summary>
/// <remarks>
/// An array of <c>[store key, 2 × (microseconds since the start of the batch) + status]</c> in the order of arrival, where the start is
/// stored beside the text. A hot path: every live poll is written here once and read here once.
/// </remarks>
internal static class LogText
{
    // "[", a key of ten digits, ",", a sign and 18 digits, "]" and "," after it.
    private const int MaxBytesPerPoll = 33;

    private const byte Opening = (byte)'[';
    private const byte Closing = (byte)']';
    private const byte Comma = (byte)',';

    // The difference of two instants of ten thousand years, twice, has 18 digits.
    private const long LargestOffset = 999_999_999_999_999_999;

    /// <summary>Writes the text of a batch.</summary>
    /// <param name="polls">At least one, in the order of arrival, with the keys under which their stores are stored.</param>
    /// <param name="fromMicroseconds">The start of the batch: an instant near those of the polls.</param>
    public static void Write(ReadOnlySpan<PollFact> polls, long fromMicroseconds, IBufferWriter<byte> text)
    {
        var isFirst = true;
        foreach (ref readonly var poll in polls)
        {
            var target = text.GetSpan(MaxBytesPerPoll);
            var length = 0;
            target[length++] = isFirst ? Opening : Comma;
            target[length++] = Opening;
            poll.StoreKey.TryFormat(target[length..], out var digits);
            length += digits;
            target[length++] = Comma;
            ((2 * (poll.AtMicroseconds - fromMicroseconds)) + (long)poll.Status).TryFormat(target[length..], out digits);
            length += digits;
            target[length++] = Closing;
            text.Advance(length);
            isFirst = false;
        }

        text.Write([Closing]);
    }

    /// <summary>Reads the text of a batch.</summary>
    /// <param name="count">How many polls it has.</param>
    /// <param name="polls">Receives them in the order of arrival.</param>
    /// <exception cref="DamagedFactsException">It is not what <see cref="Write"/> wrote.</exception>
    public static void Read(ReadOnlySpan<byte> text, long fromMicroseconds, long count, List<PollFact> polls)
    {
        for (var index = 0L; index < count; index++)
        {
            Expect(index == 0 ? Opening : Comma, ref text);
            Expect(Opening, ref text);
            var key = TakeNumber(ref text);
            Expect(Comma, ref text);
            var offset = TakeNumber(ref text);
            Expect(Closing, ref text);
            if (key is < 1 or > int.MaxValue || Math.Abs(offset) > LargestOffset)
                throw Damaged();
            polls.Add(new PollFact(fromMicroseconds + (offset >> 1), (int)key, (StoreStatus)(offset & 1)));
        }

        if (count == 0 || !text.SequenceEqual("]"u8))
            throw Damaged();
    }

    private static void Expect(byte expected, ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != expected)
            throw Damaged();
        text = text[1..];
    }

    private static long TakeNumber(ref ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out long number, out var length))
            throw Damaged();
        text = text[length..];
        return number;
    }

    private static DamagedFactsException Damaged() => new("the text of logged polls");
}
