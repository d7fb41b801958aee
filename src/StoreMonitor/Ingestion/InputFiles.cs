using StoreMonitor.Files;

namespace StoreMonitor.Ingestion;

/// <summary>
/// The files to ingest: those of a data folder, under either of the names that public exports use, or those that were named.
/// </summary>
/// <param name="Status">The polls; <c>null</c> if only other files were named.</param>
/// <param name="Hours">The business hours; <c>null</c> if there are none.</param>
/// <param name="Zones">The zones; <c>null</c> if there are none.</param>
/// <param name="Warnings">Warnings about files that are missing or were not read.</param>
internal sealed record InputFiles(string? Status, string? Hours, string? Zones, IReadOnlyList<string> Warnings)
{
    public const string StatusName = "store_status.csv";

    private const string CompressedSuffix = ".gz";
    private const int MaxNamed = 20;
    private const int MaxPrintedPath = 1_024;
    private const string WithoutHours = "every store without known hours counts as open 24×7";
    private const string WithoutZones = "every store without a known zone counts as being in America/Chicago";

    private static readonly string[] StatusNames = [StatusName];
    private static readonly string[] HoursNames = ["menu_hours.csv", "business_hours.csv"];
    private static readonly string[] ZonesNames = ["timezones.csv", "store_timezones.csv"];
    private static readonly string[] Names = [.. StatusNames, .. HoursNames, .. ZonesNames];

    /// <summary>The files to read, in no particular order.</summary>
    public IEnumerable<string> Found => new[] { Status, Hours, Zones }.OfType<string>();

    /// <summary>Whether a folder has polls to ingest.</summary>
    public static bool ExistIn(string folder) => Directory.Exists(folder) && FilesNamed(folder, StatusNames).Count > 0;

    /// <summary>Whether a path refers to one of the input files of a data folder, whatever its name.</summary>
    public static bool IsOneOf(string folder, OutputPath path) =>
        Directory.Exists(folder)
            && Directory.EnumerateFiles(folder).Any(file => RankOf(file, Names) is not null && path.IsSameFileAs(file));

    /// <summary>The printable name of a file without its folder.</summary>
    public static string NameOf(string path) => PrintableText.Of(Path.GetFileName(path));

    /// <summary>Finds the files of a folder, ignoring the case of their names and a trailing <c>.gz</c>.</summary>
    /// <exception cref="FileRefusedException">A folder has the name of an input file.</exception>
    /// <exception cref="FileNotFoundException">The folder or its status file does not exist.</exception>
    public static InputFiles FindIn(string folder)
    {
        if (!Directory.Exists(folder))
            throw new FileNotFoundException($"there is no data folder {Printable(folder)}");
        RefuseFolders(folder);

        var warnings = new List<string>();
        var (status, hours, zones) =
            (Find(folder, StatusNames, warnings), Find(folder, HoursNames, warnings), Find(folder, ZonesNames, warnings));
        var others = OtherCsvs(folder);
        if (status is null)
            throw new FileNotFoundException($"there is no {StatusName} in {Printable(folder)}{others}");
        if (hours is null)
            warnings.Add($"there is no {string.Join(" or ", HoursNames)} in {Printable(folder)}: {WithoutHours}{others}");
        if (zones is null)
            warnings.Add($"there is no {string.Join(" or ", ZonesNames)} in {Printable(folder)}: {WithoutZones}{others}");
        if (hours is not null && zones is not null && others.Length > 0)
            warnings.Add($"not all CSVs of {Printable(folder)} are input files{others}");
        return new InputFiles(status, hours, zones, warnings);
    }

    /// <summary>Uses only the named files, whatever their names.</summary>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    public static InputFiles Named(string? status, string? hours, string? zones)
    {
        foreach (var path in new[] { status, hours, zones }.OfType<string>())
        {
            if (Directory.Exists(path))
                throw new FileRefusedException(NameOf(path), "it is a folder");
            if (!Path.Exists(path))
                throw new FileNotFoundException($"there is no file {Printable(path)}");
        }

        var warnings = new List<string>();
        if (status is not null && hours is null)
            warnings.Add($"no file of business hours was named: {WithoutHours}");
        if (status is not null && zones is null)
            warnings.Add($"no file of zones was named: {WithoutZones}");
        return new InputFiles(status, hours, zones, warnings);
    }

    // Ignoring the folder would make the file look missing, which is only a warning for hours and zones.
    private static void RefuseFolders(string folder)
    {
        if (Directory.EnumerateDirectories(folder).FirstOrDefault(path => RankOf(path, Names) is not null) is { } found)
            throw new FileRefusedException(NameOf(found), "it is a folder");
    }

    private static string? Find(string folder, string[] names, List<string> warnings)
    {
        var found = FilesNamed(folder, names);
        foreach (var other in found.Skip(1))
            warnings.Add($"{Printable(folder)} has both {NameOf(found[0])} and {NameOf(other)}: {NameOf(other)} is not read");
        return found.FirstOrDefault();
    }

    // The primary name precedes the alternative, the exact spelling precedes other cases, and a plain file precedes a compressed one.
    private static List<string> FilesNamed(string folder, string[] names)
    {
        var found = Directory.EnumerateFiles(folder).Where(path => RankOf(path, names) is not null).ToList();
        found.Sort((a, b) => RankOf(a, names) is var rank && rank != RankOf(b, names)
            ? Nullable.Compare(rank, RankOf(b, names))
            : string.CompareOrdinal(a, b));
        return found;
    }

    // The distance of a name from the preferred one; null if it is none of the names.
    private static int? RankOf(string path, string[] names)
    {
        var name = Path.GetFileName(path);
        var isCompressed = name.EndsWith(CompressedSuffix, StringComparison.OrdinalIgnoreCase);
        var plain = isCompressed ? name[..^CompressedSuffix.Length] : name;
        var index = Array.FindIndex(names, known => known.Equals(plain, StringComparison.OrdinalIgnoreCase));
        var isUsual = index >= 0 && names[index] == plain;
        return index < 0 ? null : (4 * index) + (isCompressed ? 2 : 0) + (isUsual ? 0 : 1);
    }

    // The end of a sentence: "; not read: a.csv, b.csv", or nothing.
    private static string OtherCsvs(string folder)
    {
        var others = Directory.EnumerateFiles(folder)
            .Where(path => IsCsv(path) && RankOf(path, Names) is null)
            .Select(NameOf)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (others.Count == 0)
            return "";

        var more = others.Count > MaxNamed ? $" and {others.Count - MaxNamed} more" : "";
        return $"; not read: {string.Join(", ", others.Take(MaxNamed))}{more}";
    }

    private static bool IsCsv(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    private static string Printable(string path) => PrintableText.Of(path, MaxPrintedPath);
}
