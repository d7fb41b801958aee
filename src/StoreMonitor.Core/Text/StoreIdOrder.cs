namespace StoreMonitor.Core.Text;

/// <summary>
/// The order of store ids, the same on every database: that of their UTF-8 bytes, which is that of their code points (rule R15).
/// </summary>
public static class StoreIdOrder
{
    private const char FirstSurrogate = '\uD800';
    private const char AfterSurrogates = '\uE000';

    /// <summary>Compares two ids: negative when the first comes first, zero when they are equal.</summary>
    /// <param name="a">Text without lone surrogates.</param>
    /// <param name="b">The same.</param>
    public static int Compare(string a, string b)
    {
        var shorter = Math.Min(a.Length, b.Length);
        for (var index = 0; index < shorter; index++)
        {
            if (a[index] != b[index])
                return Rank(a[index]) - Rank(b[index]);
        }

        return a.Length - b.Length;
    }

    // UTF-16 sorts its surrogates, which stand for the code points from U+10000 on, below U+E000 to U+FFFF. Here the two change places.
    private static int Rank(char unit)
    {
        if (unit < FirstSurrogate)
            return unit;
        return unit >= AfterSurrogates ? unit - (AfterSurrogates - FirstSurrogate) : unit + (0x10000 - AfterSurrogates);
    }
}
