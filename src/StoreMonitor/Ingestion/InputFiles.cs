using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The files of a data folder, under either of the names that the public editions give them.</summary>
/// <param name="Status">The polls.</param>
/// <param name="Hours">The business hours; <c>null</c> when the folder has none.</param>
/// <param name="Zones">The zones; <c>null</c> when the folder has none.</param>
/// <param name="Warnings">What the user should know about files that are missing or passed over.</param>
internal sealed record InputFiles(string Status, string? Hours, string? Zones, IReadOnlyList<string> Warnings)
{
    public const string StatusName = "store_status.csv";

    private static readonly string[] HoursNames = ["menu_hours.csv", "business_hours.csv"];
    private static readonly string[] ZonesNames = ["timezones.csv", "store_timezones.csv"];
    private static readonly string[] Names = [StatusName, .. HoursNames, .. ZonesNames];

    /// <summary>The files that are read, in no order.</summary>
    public IEnumerable<string> Found => new[] { Status, Hours, Zones }.OfType<string>();

    /// <summary>Whether a folder has polls to ingest.</summary>
    public static bool ExistIn(string folder) => File.Exists(Path.Combine(folder, StatusName));

    /// <summary>Whether a path refers to one of the files that are read from a data folder, by whatever name.</summary>
    public static bool IsOneOf(string folder, OutputPath path) => Array.Exists(Names, name => path.IsSameFileAs(Path.Combine(folder, name)));

    /// <exception cref="FileRefusedException">A folder has the name of a file.</exception>
    /// <exception cref="FileNotFoundException">There is no status file, or no folder.</exception>
    public static InputFiles FindIn(string folder)
    {
        if (!Directory.Exists(folder))
            throw new FileNotFoundException($"there is no data folder {folder}");
        RefuseFolders(folder);
        if (!ExistIn(folder))
            throw new FileNotFoundException($"there is no {StatusName} in {folder}");

        var warnings = new List<string>();
        var hours = Find(folder, HoursNames, "every store without known hours counts as open 24×7", warnings);
        var zones = Find(folder, ZonesNames, "every store without a known zone counts as being in America/Chicago", warnings);
        return new InputFiles(Path.Combine(folder, StatusName), hours, zones, warnings);
    }

    // Passed over, it would look as if a file were missing, which for hours and zones is a warning only.
    private static void RefuseFolders(string folder)
    {
        foreach (var name in Names)
        {
            if (Directory.Exists(Path.Combine(folder, name)))
                throw new FileRefusedException(name, "it is a folder");
        }
    }

    private static string? Find(string folder, string[] names, string consequence, List<string> warnings)
    {
        var found = names.Where(name => File.Exists(Path.Combine(folder, name))).ToList();
        if (found.Count == 0)
        {
            warnings.Add($"there is no {string.Join(" or ", names)} in {folder}: {consequence}");
            return null;
        }

        if (found.Count > 1)
            warnings.Add($"{folder} has both {found[0]} and {found[1]}: {found[1]} is passed over");
        return Path.Combine(folder, found[0]);
    }
}
