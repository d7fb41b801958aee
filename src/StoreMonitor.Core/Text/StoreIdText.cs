namespace StoreMonitor.Core.Text;

/// <summary>Validates store ids: any text, never a number, up to 128 characters.</summary>
public static class StoreIdText
{
    /// <summary>The longest store id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The reason why a text is not a store id, without a subject: <c>is missing</c>; <c>null</c> if it is one.</summary>
    /// <param name="id">In valid UTF-8.</param>
    public static string? ProblemWith(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
            return "is missing";
        if (id.Contains((byte)0))
            return "has a zero character";
        if (IsRounded(id))
            return "is a number that a spreadsheet has rounded, so that different stores may have become equal; export the ids as text";

        // A text has no more characters than bytes.
        return id.Length > MaxLength && CharactersIn(id) > MaxLength
            ? $"is longer than {MaxLength} characters"
            : null;
    }

    // Spreadsheets, pandas and Java write large numbers as 8.41995E+18, 2E+14 or 8.41995E18, also with a decimal comma. Without a plus
    // sign and a point, as in 12E4, the text may be an id.
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

    // Every UTF-8 character has exactly one byte that is not a continuation byte.
    private static int CharactersIn(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var octet in utf8)
            count += (octet & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}
