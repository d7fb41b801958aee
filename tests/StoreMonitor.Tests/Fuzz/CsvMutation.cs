using System.Text;

namespace StoreMonitor.Tests.Fuzz;

/// <summary>A valid file, damaged in a few of the ways in which files come damaged.</summary>
internal static class CsvMutation
{
    private const int MostMutations = 5;
    private const int LongestSlice = 60;

    // Now and then only, for they take a hundred times as long as the others.
    private const int OneInHuge = 400;
    private const int HugeField = 2 << 20;
    private const int OneInDeep = 100;
    private const int DeepColumns = 5_000;

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "\"\"", "\",", ",\"", "\"\n\"", ",", ",,,,", "\n", "\r", "\r\n", "\n\n\n", "\t", " ", "\uFEFF", "\u2028", "\u0085", "é", "東", "😀", "'",
            "=1+1", "-", "+14:00", "Z", "T", "99999999999999999999", "0000-00-00", "9999-12-31 23:59:59.999999999 UTC", "24:00:00", "7", "store_id", "active",
            "Europe/Berlin", "Etc/GMT+12", ";", "sep=;\n", "\u00A0", "\u200B", "47:59", " AM", ".000", "0 days ", "Monday", "0.0", "8.4E+18", " +0000 UTC", "-06:00",
            "Central Standard Time",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B], [(byte)'P', (byte)'K', 3, 4],
    ];

    public static byte[] Of(byte[] valid, Random random)
    {
        var bytes = valid;
        for (var left = random.Next(1, MostMutations + 1); left > 0; left--)
            bytes = Once(bytes, random);
        if (random.Next(OneInHuge) == 0)
            bytes = Inserted(bytes, random, Enumerable.Repeat((byte)"x\","[random.Next(3)], HugeField).ToArray());
        return random.Next(OneInDeep) == 0 ? Inserted(bytes, random, Encoding.ASCII.GetBytes(new string(',', random.Next(DeepColumns)))) : bytes;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        var (at, length) = Slice(bytes, random);
        return random.Next(10) switch
        {
            0 or 1 => Flipped(bytes, random),
            2 => [.. bytes[..at], .. bytes[(at + length)..]],
            3 => [.. bytes[..(at + length)], .. bytes[at..]],
            4 => bytes[..at],
            5 => Inserted(bytes, random, [(byte)random.Next(256)]),
            6 => Moved(bytes, at, length, random),
            7 when random.Next(5) == 0 => Recoded(bytes, random),
            _ => Inserted(bytes, random, Pieces[random.Next(Pieces.Length)]),
        };
    }

    private static (int At, int Length) Slice(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        return (at, random.Next(Math.Min(LongestSlice, bytes.Length - at) + 1));
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        byte[] flipped = [.. bytes];
        if (flipped.Length > 0)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Inserted(byte[] bytes, Random random, byte[] piece)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. piece, .. bytes[at..]];
    }

    private static byte[] Moved(byte[] bytes, int at, int length, Random random)
    {
        byte[] rest = [.. bytes[..at], .. bytes[(at + length)..]];
        var to = random.Next(rest.Length + 1);
        return [.. rest[..to], .. bytes[at..(at + length)], .. rest[to..]];
    }

    private static byte[] Recoded(byte[] bytes, Random random)
    {
        Encoding encoding = random.Next(4) switch
        {
            0 => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            1 => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            2 => new UTF32Encoding(bigEndian: false, byteOrderMark: true),
            _ => Encoding.Latin1,
        };
        byte[] recoded = [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(bytes))];
        return random.Next(3) == 0 ? recoded[encoding.GetPreamble().Length..] : recoded;
    }
}
