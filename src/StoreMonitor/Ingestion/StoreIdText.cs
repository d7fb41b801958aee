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

        // No text has more characters than bytes.
        return id.Length > MonitorDb.MaxStoreIdLength && CharactersIn(id) > MonitorDb.MaxStoreIdLength
            ? $"is longer than {MonitorDb.MaxStoreIdLength} characters"
            : null;
    }

    // In UTF-8 every character has one byte that continues none.
    private static int CharactersIn(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var octet in utf8)
            count += (octet & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}
