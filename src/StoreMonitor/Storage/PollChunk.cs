using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage;

/// <summary>How polls are stored: a few dozen of one store in a row, as JSON text that SQL and people can read.</summary>
/// <remarks>
/// A hot path. A row to each poll was half of an ingest and a third of a report (docs/decisions/0007). The text is an array of integers,
/// <c>2 × (microseconds since the first poll of the chunk) + status</c>, in order of time; the first poll's instant is the chunk's key.
/// The view <c>polls</c> shows the same as rows.
/// </remarks>
internal static class PollChunk
{
    /// <summary>The most polls in one chunk.</summary>
#if DEBUG
    // Small, so that the tests cross the boundary.
    public const int MaxPolls = 4;
#else
    // So many polls, however far apart, fit beside others on a page of 4 KiB, and none spills over to a page of its own.
    public const int MaxPolls = 48;
#endif

    /// <summary>The most bytes that the text of a chunk takes.</summary>
    public const int MaxLength = 2 + (MaxPolls * MaxDigitsAndComma);

    // Twice the microseconds of ten thousand years have 18 digits.
    private const int MaxDigitsAndComma = 19;

    private const byte Opening = (byte)'[';
    private const byte Closing = (byte)']';
    private const byte Comma = (byte)',';

    /// <summary>Writes the text of a chunk.</summary>
    /// <param name="polls">In order of their instants, at least one and at most <see cref="MaxPolls"/>.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes the text has.</returns>
    public static int Write(ReadOnlySpan<Poll> polls, Span<byte> text)
    {
        var from = polls[0].AtMicroseconds;
        var length = 0;
        foreach (ref readonly var poll in polls)
        {
            text[length++] = length == 1 ? Opening : Comma;
            (2 * (poll.AtMicroseconds - from) + (long)poll.Status).TryFormat(text[length..], out var digits);
            length += digits;
        }

        text[length++] = Closing;
        return length;
    }

    /// <summary>Reads the text of a chunk, from its last poll to its first, on top of the polls of later chunks.</summary>
    /// <exception cref="SqliteException">It is not what <see cref="Write"/> wrote: the database is damaged.</exception>
    public static void Read(long from, ReadOnlySpan<byte> text, PollStack polls)
    {
        if (text is not [Opening, .., Closing])
            throw Damaged();

        for (var end = text.Length - 1; end > 0;)
        {
            var at = from + (TakeNumber(text, ref end, out var status) >> 1);
            if (at >= polls.EarliestMicroseconds)
                throw Damaged();
            polls.Push(new Poll(at, status));
        }
    }

    // From right to left: the number that ends before `end`, which moves to what stands before it.
    private static long TakeNumber(ReadOnlySpan<byte> text, ref int end, out StoreStatus status)
    {
        var (number, unit) = (0L, 1L);
        var index = end - 1;
        for (; (uint)(text[index] - '0') <= 9; index--)
        {
            number += unit * (text[index] - '0');
            unit *= 10;
        }

        var isFirst = index == 0;
        if (index == end - 1 || end - index > MaxDigitsAndComma || (!isFirst && text[index] != Comma))
            throw Damaged();

        end = index;
        status = (StoreStatus)(number & 1);
        return number;
    }

    private static SqliteException Damaged() => new("the text of a chunk of polls is damaged", raw.SQLITE_CORRUPT);
}
