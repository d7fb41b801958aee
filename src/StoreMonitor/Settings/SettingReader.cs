using System.Globalization;

namespace StoreMonitor.Settings;

/// <summary>Reads the value of a setting. An unreadable value is an error, never the default.</summary>
internal static class SettingReader
{
    private static readonly char[] Separators = [',', ';'];

    /// <exception cref="UsageException">It is not a whole number from 1 to <paramref name="most"/>.</exception>
    public static int Number(IConfiguration configuration, string key, int fallback, int most = int.MaxValue)
    {
        if (configuration[key] is not { } text)
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most)
            return number;

        var range = most == int.MaxValue ? "above zero" : string.Create(CultureInfo.InvariantCulture, $"from 1 to {most}");
        throw new UsageException($"{key} is '{text}', which is not a whole number {range}");
    }

    /// <exception cref="UsageException">The value is neither <c>true</c> nor <c>false</c>.</exception>
    public static bool Flag(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { } text)
            return false;
        return bool.TryParse(text, out var flag) ? flag : throw new UsageException($"{key} is '{text}', which is not 'true' or 'false'");
    }

    /// <summary>The index of the value among its names, ignoring case; 0 if the setting is absent.</summary>
    /// <exception cref="UsageException">The value is none of the names.</exception>
    public static int Choice(IConfiguration configuration, string key, string[] names)
    {
        if (configuration[key] is not { } text)
            return 0;
        var index = Array.FindIndex(names, name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new UsageException($"{key} is '{text}', which is not one of {string.Join(", ", names)}");
    }

    /// <summary>The items of a list, given as an array or as one text separated by commas or semicolons.</summary>
    public static IEnumerable<string> Items(IConfiguration configuration, string key)
    {
        var texts = configuration[key] is { } text ? [text] : configuration.GetSection(key).GetChildren().Select(item => item.Value ?? "");
        return texts.SelectMany(item => item.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
