using System.Text;

namespace StoreMonitor.Files;

/// <summary>Trims invisible characters from a field: Unicode blanks, line ends, zero-width characters and byte order marks.</summary>
internal static class FieldText
{
    // '#' to '~' contains no blank, quote or control character, so nothing next to such a byte needs trimming.
    private const byte FirstPlain = (byte)'#';
    private const byte LastPlain = (byte)'~';

    /// <summary>Whether a field that starts or ends with this byte needs no trimming there and is not quoted.</summary>
    public static bool IsPlain(byte edge) => (uint)(edge - FirstPlain) <= LastPlain - FirstPlain;

    /// <summary>The field without invisible characters at either end; those inside are kept.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field)
    {
        while (!field.IsEmpty && !IsPlain(field[0]))
        {
            Rune.DecodeFromUtf8(field, out var rune, out var length);
            if (!IsInvisible(rune))
                break;
            field = field[length..];
        }

        while (!field.IsEmpty && !IsPlain(field[^1]))
        {
            Rune.DecodeLastFromUtf8(field, out var rune, out var length);
            if (!IsInvisible(rune))
                break;
            field = field[..^length];
        }

        return field;
    }

    /// <summary>The same for text.</summary>
    public static string Trim(string field) => Encoding.UTF8.GetString(Trim(Encoding.UTF8.GetBytes(field)));

    private static bool IsInvisible(Rune rune) => Rune.IsWhiteSpace(rune) || IsZeroWidth(rune.Value);

    private static bool IsZeroWidth(int character) => character switch
    {
        0x00AD => true, // soft hyphen, as copied from a web page
        0x061C => true, // Arabic mark of direction
        0x180E => true, // Mongolian vowel separator, once a blank
        >= 0x200B and <= 0x200F => true, // zero-width space and joiners, marks of direction
        >= 0x202A and <= 0x202E => true, // embeddings and overrides of direction
        >= 0x2060 and <= 0x2064 => true, // word joiner and invisible operators
        >= 0x2066 and <= 0x2069 => true, // isolates of direction
        0xFEFF => true, // byte order mark, in the middle of files that were joined
        _ => false,
    };
}
