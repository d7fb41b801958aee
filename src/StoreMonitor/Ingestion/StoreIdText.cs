using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

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

    // As spreadsheets and pandas write large numbers: 8.41995E+18 or 2E+14, also with a decimal comma. Without the plus, as in 12E4, it may be an id.
    private static bool IsRounded(ReadOnlySpan<byte> id)
    {
        var exponent = id.IndexOf("E+"u8) is var upper and >= 0 ? upper : id.IndexOf("e+"u8);
        if (exponent < 0 || !IsNumber(id[(exponent + 2)..]))
            return false;

        var mantissa = id[0] is (byte)'-' or (byte)'+' ? id[1..exponent] : id[..exponent];
        var point = mantissa.IndexOfAny((byte)'.', (byte)',');
        return point < 0 ? IsNumber(mantissa) : IsNumber(mantissa[..point]) && IsNumber(mantissa[(point + 1)..]);
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
