using StoreMonitor.Storage.Model;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>What a store id may be: any text, never a number, up to 128 characters.</summary>
internal static class StoreIdText
{
    /// <summary>Why the text cannot be a store id, or <c>null</c> when it can.</summary>
    public static string? ProblemWith(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
            return "is missing";
        if (id.Contains((byte)0))
            return "has a zero character";
        if (IsRounded(id))
            return "is a number that a spreadsheet has rounded, and other stores may have become the same; export the ids as text";

        // No text has more characters than bytes.
        return id.Length > MonitorDb.MaxStoreIdLength && CharactersIn(id) > MonitorDb.MaxStoreIdLength
            ? $"is longer than {MonitorDb.MaxStoreIdLength} characters"
            : null;
    }

    // As spreadsheets, pandas and Java write large numbers: 8.41995E+18, 2E+14, 8.41995E18, also with a decimal comma. Without a plus and a
    // point, as in 12E4, it may be an id.
    private static bool IsRounded(ReadOnlySpan<byte> id)
    {
        var exponent = id.IndexOfAny((byte)'E', (byte)'e');
        if (exponent < 1)
            return false;

        var mantissa = id[0] is (byte)'-' or (byte)'+' ? id[1..exponent] : id[..exponent];
        var power = id[(exponent + 1)..];
        var hasPlus = power.StartsWith((byte)'+');
        if (!IsNumber(hasPlus ? power[1..] : power))
            return false;

        var point = mantissa.IndexOfAny((byte)'.', (byte)',');
        return point < 0 ? hasPlus && IsNumber(mantissa) : IsNumber(mantissa[..point]) && IsNumber(mantissa[(point + 1)..]);
    }

    private static bool IsNumber(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    // In UTF-8 every character has one byte that continues none.
    private static int CharactersIn(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var octet in utf8)
            count += (octet & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}
