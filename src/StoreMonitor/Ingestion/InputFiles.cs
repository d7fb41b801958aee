using StoreMonitor.Files;

namespace StoreMonitor.Ingestion;

/// <summary>
/// The files to ingest: those of a data folder, under any of the names that public exports use, or those that were named.
/// </summary>
/// <param name="Files">At most one of each kind, in the order in which they are loaded.</param>
/// <param name="Warnings">Warnings about files that are missing or were not read.</param>
internal sealed record InputFiles(IReadOnlyList<InputFile> Files, IReadOnlyList<string> Warnings)
{
    public const string StatusName = "store_status.csv";

    private const string CompressedSuffix = ".gz";
    private const int MaxNamed = 20;
    private const int MaxPrintedPath = 1_024;
    private const string WithoutHours = "every store without known hours counts as open 24×7";
    private const string WithoutZones = "every store without a known zone counts as being in America/Chicago";

    // By kind, each with its primary name first.
    private static readonly string[][] NamesByKind =
    [
        ["timezones.csv", "store_timezones.csv"],
        ["menu_hours.csv", "business_hours.csv"],
        ["stores.csv"],
        ["groups.csv"],
        ["special_hours.csv"],
        ["closures.csv"],
        [StatusName],
    ];

    private static readonly string[] Names = [.. NamesByKind.SelectMany(names => names)];

    /// <summary>Whether a folder has polls to ingest.</summary>
    public static bool ExistIn(string folder) => Directory.Exists(folder) && FilesNamed(folder, NamesOf(InputKind.Status)).Count > 0;

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
        var files = Enum.GetValues<InputKind>()
            .Select(kind => (Kind: kind, Path: Find(folder, NamesOf(kind), warnings)))
            .Where(file => file.Path is not null)
            .Select(file => new InputFile(file.Kind, file.Path!))
            .ToList();
        var others = OtherCsvs(folder);
        if (!Has(files, InputKind.Status))
            throw new FileNotFoundException($"there is no {StatusName} in {Printable(folder)}{others}");
        if (!Has(files, InputKind.Hours))
            warnings.Add($"there is no {NamesFor(InputKind.Hours)} in {Printable(folder)}: {WithoutHours}{others}");
        if (!Has(files, InputKind.Zones))
            warnings.Add($"there is no {NamesFor(InputKind.Zones)} in {Printable(folder)}: {WithoutZones}{others}");
        if (Has(files, InputKind.Hours) && Has(files, InputKind.Zones) && others.Length > 0)
            warnings.Add($"not all CSVs of {Printable(folder)} are input files{others}");
        return new InputFiles(files, warnings);
    }

    /// <summary>Uses only the named files, whatever their names.</summary>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    public static InputFiles Named(IReadOnlyList<InputFile> files)
    {
        foreach (var (_, path) in files)
        {
            if (Directory.Exists(path))
                throw new FileRefusedException(NameOf(path), "it is a folder");
            if (!Path.Exists(path))
                throw new FileNotFoundException($"there is no file {Printable(path)}");
        }

        var warnings = new List<string>();
        if (Has(files, InputKind.Status) && !Has(files, InputKind.Hours))
            warnings.Add($"no file of business hours was named: {WithoutHours}");
        if (Has(files, InputKind.Status) && !Has(files, InputKind.Zones))
            warnings.Add($"no file of zones was named: {WithoutZones}");
        return new InputFiles([.. files.OrderBy(file => file.Kind)], warnings);
    }

    private static bool Has(IReadOnlyList<InputFile> files, InputKind kind) => files.Any(file => file.Kind == kind);

    private static string[] NamesOf(InputKind kind) => NamesByKind[(int)kind];

    private static string NamesFor(InputKind kind) => string.Join(" or ", NamesOf(kind));

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
