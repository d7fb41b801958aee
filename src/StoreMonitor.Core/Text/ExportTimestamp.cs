using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace StoreMonitor.Core.Text;

/// <summary>
/// Instants in exactly the form of poll exports: <c>2024-10-03 23:33:20.412748 UTC</c>, with up to six digits of fraction.
/// </summary>
/// <remarks>
/// A hot path: an ingest reads one for each poll, so eight characters are taken as one number, in which each byte becomes a digit, or zero
/// where a separator has to be. What this does not read, <see cref="InstantText"/> does; it is the slow twin in the tests.
/// </remarks>
internal static class ExportTimestamp
{
    private const int DateTimeLength = 19;
    private const int TimeStart = 11;
    private const int MaxFractionDigits = 6;
    private const int ZoneLength = 4;
    private const long MicrosecondsPerSecond = 1_000_000;

    // Eight or four characters as they lie in memory, the first in the lowest byte.
    private const ulong YearAndMonth = 0x2D30_302D_3030_3030; // "0000-00-"
    private const ulong DayAndMinute = 0x3030_3A30_3020_3030; // "00 00:00"
    private const ulong Time = 0x3030_3A30_303A_3030; // "00:00:00"
    private const ulong EightDigits = 0x3030_3030_3030_3030;
    private const uint Zone = 0x4354_5520; // " UTC"

    // What may still be added to a byte before its highest bit is set: to a digit 127 - 9, to a separator's zero 127.
    private const ulong RoomInYearAndMonth = 0x7F76_767F_7676_7676;
    private const ulong RoomInTime = 0x7676_7F76_767F_7676;
    private const ulong RoomInDigits = 0x7676_7676_7676_7676;
    private const ulong HighestBits = 0x8080_8080_8080_8080;

    /// <returns>Whether the text is such an instant; one that is not may still be an instant.</returns>
    // Compiled at its first call: compiled ahead, the reads of the numbers stay calls, and it takes three times as long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        var zoneStart = text.Length - ZoneLength;
        if (zoneStart < DateTimeLength || BinaryPrimitives.ReadUInt32LittleEndian(text[zoneStart..]) != Zone)
            return false;

        var yearAndMonth = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ YearAndMonth;
        var dayAndMinute = BinaryPrimitives.ReadUInt64LittleEndian(text[sizeof(ulong)..]) ^ DayAndMinute;
        var time = BinaryPrimitives.ReadUInt64LittleEndian(text[TimeStart..]) ^ Time;
        if ((Excess(yearAndMonth, RoomInYearAndMonth) | Excess(dayAndMinute, RoomInTime) | Excess(time, RoomInTime)) != 0
            || !TryReadFraction(text, zoneStart, out var fraction)
            || !TryReadDate(TwoDigits(yearAndMonth), TwoDigits(dayAndMinute), out var days)
            || !TryReadTime(TwoDigits(time), out var second))
            return false;

        microseconds = (((days * 24 * 60 * 60) + second) * MicrosecondsPerSecond) + fraction;
        return true;
    }

    // Not zero when a byte is more than it may be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Excess(ulong digits, ulong room) => (unchecked(digits + room) | digits) & HighestBits;

    // In each byte the number that its digit and the next make.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TwoDigits(ulong digits) => unchecked((digits * 10) + (digits >> 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NumberAt(ulong numbers, int index) => (int)((numbers >> (8 * index)) & 0xFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadDate(ulong yearAndMonth, ulong dayAndMinute, out long days)
    {
        days = 0;
        var year = (NumberAt(yearAndMonth, 0) * 100) + NumberAt(yearAndMonth, 2);
        var month = NumberAt(yearAndMonth, 5);
        var day = NumberAt(dayAndMinute, 0);
        if (year < 1 || month is < 1 or > 12 || day < 1 || (day > 28 && day > InstantText.DaysInMonth(year, month)))
            return false;

        days = InstantText.DaysSinceEpoch(year, month, day);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadTime(ulong time, out int second)
    {
        var (hours, minutes, seconds) = (NumberAt(time, 0), NumberAt(time, 3), NumberAt(time, 6));
        second = (((hours * 60) + minutes) * 60) + seconds;
        return hours < 24 && minutes < 60 && seconds < 60;
    }

    // The digits end where the zone begins. Those of the eight characters before it that are none of them are shifted out, and the zeros
    // that take their place at the other end are the digits that an export leaves away.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadFraction(ReadOnlySpan<byte> text, int zoneStart, out int microseconds)
    {
        microseconds = 0;
        if (zoneStart == DateTimeLength)
            return true;

        var count = zoneStart - DateTimeLength - 1;
        if (text[DateTimeLength] != '.' || count is 0 or > MaxFractionDigits)
            return false;

        var last = BinaryPrimitives.ReadUInt64LittleEndian(text[(zoneStart - sizeof(ulong))..]) ^ EightDigits;
        var digits = last >> (8 * (sizeof(ulong) - count));
        var numbers = TwoDigits(digits);
        microseconds = (((NumberAt(numbers, 0) * 100) + NumberAt(numbers, 2)) * 100) + NumberAt(numbers, 4);
        return Excess(digits, RoomInDigits) == 0;
    }
}
