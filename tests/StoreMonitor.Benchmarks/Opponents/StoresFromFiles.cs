using System.Globalization;
using CsvHelper;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Sampling;

namespace StoreMonitor.Benchmarks.Opponents;

/// <summary>Reads the stores of a data folder, with their hours and zones, for a contender that is given the business time.</summary>
/// <remarks>It shares no code with the ingest, and reads plain files only.</remarks>
internal static class StoresFromFiles
{
    private const string HoursName = "menu_hours.csv";
    private const string ZonesName = "timezones.csv";

    /// <exception cref="InvalidDataException">A column is missing, or a value cannot be read.</exception>
    public static List<SampleStore> Read(string folder)
    {
        var zones = Rows(Path.Combine(folder, ZonesName), "store_id", "timezone_str")
            .GroupBy(row => row[0])
            .ToDictionary(rows => rows.Key, rows => ZoneOf(rows.Last()));
        var hours = Rows(Path.Combine(folder, HoursName), "store_id", "dayOfWeek|day", "start_time_local", "end_time_local")
            .ToLookup(row => row[0], RowOf);
        return [.. zones.Keys.Union(hours.Select(week => week.Key))
            .Select(id => new SampleStore(id, zones.GetValueOrDefault(id), [.. hours[id]]))];
    }

    private static OpeningHours RowOf(string[] row)
    {
        if (!int.TryParse(row[1], NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day > 6
            || !TimeOnly.TryParse(row[2], CultureInfo.InvariantCulture, out var opens)
            || !TimeOnly.TryParse(row[3], CultureInfo.InvariantCulture, out var closes))
            throw Unreadable(HoursName, row);

        return new OpeningHours((IsoDayOfWeek)(day + 1), LocalTime.FromTimeOnly(opens), LocalTime.FromTimeOnly(closes));
    }

    private static string ZoneOf(string[] row) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(row[1]) is null ? throw Unreadable(ZonesName, row) : row[1];

    private static InvalidDataException Unreadable(string file, string[] row) => new($"cannot read '{string.Join(',', row)}' of {file}");

    private static IEnumerable<string[]> Rows(string path, params string[] columns)
    {
        using var reader = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', TrimWhitespace = true });
        var indexes =
            columns.Select(names => names.Split('|').Select(name => reader.TryGetFieldIndex(name, out var i) ? i : -1).Max()).ToArray();
        if (indexes.Contains(-1))
            throw new InvalidDataException($"{path} lacks one of the columns {string.Join(", ", columns)}");
        while (reader.Read())
            yield return [.. indexes.Select(reader.GetString)];
    }
}
