namespace StoreMonitor.Ingestion;

/// <summary>Local times as the files write them: <c>H:mm</c>, <c>HH:mm</c>, or either with <c>:ss</c>.</summary>
internal static class LocalTimeText
{
    private const int SecondsPerMinute = 60;
    private const int MinutesPerHour = 60;
    private const int HoursPerDay = 24;

    /// <summary>Reads a time as seconds since midnight.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out int second)
    {
        second = 0;
        var hours = text.IndexOf((byte)':');
        if (hours is not (1 or 2) || text.Length - hours is not (3 or 6) || (text.Length - hours == 6 && text[hours + 3] != ':'))
            return false;

        var hour = Number(text[..hours]);
        var minute = Number(text.Slice(hours + 1, 2));
        var secondOfMinute = text.Length - hours == 6 ? Number(text[^2..]) : 0;
        second = (((hour * MinutesPerHour) + minute) * SecondsPerMinute) + secondOfMinute;
        return hour is >= 0 and < HoursPerDay && minute is >= 0 and < MinutesPerHour && secondOfMinute is >= 0 and < SecondsPerMinute;
    }

    // The number that one or two digits make, or -1.
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
