using System.Buffers.Text;
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

    /// <summary>The text of a week; equal weeks have equal texts.</summary>
    public static string Of(IEnumerable<HoursFact> week)
    {
        var rows = week
            .OrderBy(row => row.Day).ThenBy(row => row.OpensAtSecond).ThenBy(row => row.ClosesAtSecond)
            .Select(row => FormattableString.Invariant($"[{row.Day},{row.OpensAtSecond},{row.ClosesAtSecond}]"));
        return $"[{string.Join(',', rows)}]";
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
