using System.Buffers.Text;
using System.Text;
using StoreMonitor.Core.BusinessHours;

namespace StoreMonitor.Storage.Chunks;

/// <summary>A row of business hours as it is stored, without the store.</summary>
internal readonly record struct HoursFact(int Day, int OpensAtSecond, int ClosesAtSecond);

/// <summary>
/// How a store's week is stored: JSON, an array of <c>[day, second it opens at, second it closes at]</c>, Monday being 0.
/// </summary>
/// <remarks>
/// <c>[]</c> is a store that is closed all week; a closing of 86,400 or more is on the next date (rule R5). Files replace a week as a
/// whole, and a report reads thousands that are mostly alike: see docs/decisions/0008.
/// </remarks>
internal static class WeekText
{
    private const int LastDay = 6;
    private const int LastOpening = (24 * 60 * 60) - 1;

    // Two days have fewer seconds than 2 to this power.
    private const int SecondBits = 18;

    /// <summary>The text of a week; equal weeks have equal texts.</summary>
    /// <param name="sorted">As <see cref="Sorted"/> returns the rows.</param>
    public static string Of(IReadOnlyList<HoursFact> sorted)
    {
        var text = new StringBuilder("[");
        for (var index = 0; index < sorted.Count; index++)
        {
            var row = sorted[index];
            text.Append(index == 0 ? "[" : ",[")
                .Append(row.Day).Append(',')
                .Append(row.OpensAtSecond).Append(',')
                .Append(row.ClosesAtSecond).Append(']');
        }

        return text.Append(']').ToString();
    }

    /// <summary>Rows in the order in which they are stored, each once.</summary>
    /// <remarks>By numbers, because sorting a struct of ours is compiled anew in each process.</remarks>
    public static List<HoursFact> Sorted(IReadOnlyCollection<HoursFact> rows)
    {
        var numbers = new long[rows.Count];
        var count = 0;
        foreach (var row in rows)
            numbers[count++] = ((long)row.Day << (2 * SecondBits)) | ((long)row.OpensAtSecond << SecondBits) | (uint)row.ClosesAtSecond;

        Array.Sort(numbers);
        var sorted = new List<HoursFact>(numbers.Length);
        for (var index = 0; index < numbers.Length; index++)
        {
            if (index == 0 || numbers[index] != numbers[index - 1])
            {
                sorted.Add(new HoursFact(
                    (int)(numbers[index] >> (2 * SecondBits)), SecondIn(numbers[index] >> SecondBits), SecondIn(numbers[index])));
            }
        }

        return sorted;

        static int SecondIn(long number) => (int)(number & ((1L << SecondBits) - 1));
    }

    /// <summary>The rows of a week, in order.</summary>
    /// <exception cref="DamagedFactsException">It is not what <see cref="Of"/> wrote: the database is damaged.</exception>
    public static HoursFact[] Read(ReadOnlySpan<byte> text)
    {
        var rows = new HoursFact[Math.Max(0, text.Count((byte)'[') - 1)];
        for (var index = 0; index < rows.Length; index++)
        {
            Expect(index == 0 ? "[["u8 : ",["u8, ref text);
            var day = TakeNumber(LastDay, ref text);
            Expect(","u8, ref text);
            var opens = TakeNumber(LastOpening, ref text);
            Expect(","u8, ref text);
            rows[index] = new HoursFact(day, opens, TakeNumber(OpeningHours.LatestClosingSecond, ref text));
            if (!OpeningHours.CanClose(opens, rows[index].ClosesAtSecond))
                throw Damaged();
            Expect("]"u8, ref text);
        }

        return text.SequenceEqual(rows.Length == 0 ? "[]"u8 : "]"u8) ? rows : throw Damaged();
    }

    private static void Expect(ReadOnlySpan<byte> expected, ref ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(expected))
            throw Damaged();
        text = text[expected.Length..];
    }

    private static int TakeNumber(int most, ref ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out int number, out var length) || number < 0 || number > most)
            throw Damaged();
        text = text[length..];
        return number;
    }

    private static DamagedFactsException Damaged() => new("the text of a week");
}
