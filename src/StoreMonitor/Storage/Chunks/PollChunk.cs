using StoreMonitor.Core.Polls;

namespace StoreMonitor.Storage.Chunks;

/// <summary>How polls are stored: a few dozen of one store in a row, as JSON text that SQL and people can read.</summary>
/// <remarks>
/// A hot path. A row to each poll was half of an ingest and a third of a report (docs/decisions/0007). The text is an array of integers,
/// <c>2 × (microseconds since the first poll of the chunk) + status</c>, in order of time; the first poll's instant is the chunk's key.
/// The view <c>polls</c> shows the same as rows.
/// </remarks>
internal static class PollChunk
{
    /// <summary>Stands for no chunk where the instant of one is expected; stored as NULL. No poll has this instant.</summary>
    public const long None = long.MinValue;

    /// <summary>The most polls in one chunk.</summary>
#if DEBUG
    // Small, so that the tests cross the boundary.
    public const int MaxPolls = 4;
#else
    // So many polls, however far apart, fit beside others on a page of 4 KiB, and none spills over to a page of its own.
    public const int MaxPolls = 48;
#endif

    /// <summary>The most bytes that the text of a chunk takes.</summary>
    public const int MaxLength = 2 + (MaxPolls * (MaxDigits + 1));

    // Twice the microseconds of ten thousand years.
    private const int MaxDigits = 18;

    private const byte Opening = (byte)'[';
    private const byte Closing = (byte)']';
    private const byte Comma = (byte)',';

    // A product of ten for each digit would wait for the one before.
    private static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    ];

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
    /// <exception cref="DamagedFactsException">It is not what <see cref="Write"/> wrote: the database is damaged.</exception>
    public static void Read(long from, ReadOnlySpan<byte> text, PollBuffer polls)
    {
        var chunk = new Reader(from, text, polls.EarliestMicroseconds);
        while (chunk.MoveNext())
            polls.Prepend(chunk.AtMicroseconds, chunk.Status);
    }

    /// <summary>Reads the text of a chunk, one poll after another, from its last to its first.</summary>
    public ref struct Reader
    {
        private readonly ReadOnlySpan<byte> _text;
        private readonly long _from;

        // What stands before it has not been read.
        private int _end;

        /// <param name="from">The key of the chunk.</param>
        /// <param name="before">All polls of the chunk are earlier.</param>
        /// <exception cref="DamagedFactsException">The text does not begin and end as that of a chunk.</exception>
        public Reader(long from, ReadOnlySpan<byte> text, long before)
        {
            if (text is not [Opening, .., Closing])
                throw Damaged();
            _from = from;
            _text = text;
            _end = text.Length - 1;
            AtMicroseconds = before;
        }

        /// <summary>The instant of the poll it is at.</summary>
        public long AtMicroseconds { get; private set; }

        /// <summary>The status of the poll it is at.</summary>
        public StoreStatus Status { get; private set; }

        /// <summary>Goes to the poll before.</summary>
        /// <returns>Whether there is one.</returns>
        /// <exception cref="DamagedFactsException">It is not what <see cref="Write"/> wrote: the database is damaged.</exception>
        public bool MoveNext()
        {
            if (_end == 0)
                return false;

            var number = TakeNumber(_text, ref _end);
            var at = _from + (number >> 1);
            if (at >= AtMicroseconds)
                throw Damaged();
            (AtMicroseconds, Status) = (at, (StoreStatus)(number & 1));
            return true;
        }
    }

    // From right to left: the number that ends before `end`, which moves to what stands before it.
    private static long TakeNumber(ReadOnlySpan<byte> text, ref int end)
    {
        var number = 0L;
        var index = end - 1;
        for (var digits = 0; (uint)(text[index] - '0') <= 9; digits++, index--)
        {
            if (digits == PowersOfTen.Length)
                throw Damaged();
            number += (text[index] - '0') * PowersOfTen[digits];
        }

        if (index == end - 1 || text[index] != (index == 0 ? Opening : Comma))
            throw Damaged();

        end = index;
        return number;
    }

    private static DamagedFactsException Damaged() => new("the text of a chunk of polls");
}
