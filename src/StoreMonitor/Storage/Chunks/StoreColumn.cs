namespace StoreMonitor.Storage.Chunks;

/// <summary>The columns of a store that its checksum covers; the numbers are part of the checksums that are stored.</summary>
/// <remarks>
/// Those from <see cref="Name"/> to <see cref="Closures"/> are kept in a table of their own, where most stores have no row.
/// </remarks>
internal enum StoreColumn
{
    StoreId = 0,
    ZoneId = 1,
    Week = 2,
    ZoneProblem = 3,
    WeekProblem = 4,
    Name = 5,
    OwnGroups = 6,
    ListedGroups = 7,
    DatedWeeks = 8,
    DatedZones = 9,
    SpecialHours = 10,
    Closures = 11,
    LastChunk = 12,
    Changes = 13,
}

/// <summary>The names of the columns with a text, in the database and in the record of changes.</summary>
internal static class StoreColumns
{
    /// <summary>The first column that is kept in the table of details.</summary>
    public const StoreColumn FirstDetail = StoreColumn.Name;

    /// <summary>The last column that is kept in the table of details.</summary>
    public const StoreColumn LastDetail = StoreColumn.Closures;

    private static readonly string[] Names =
    [
        "store_id", "zone_id", "week", "zone_problem", "week_problem", "name", "own_groups", "listed_groups", "dated_weeks", "dated_zones",
        "special_hours", "closures",
    ];

    /// <summary>Whether a column is kept in the table of details.</summary>
    public static bool IsDetail(this StoreColumn column) => column is >= FirstDetail and <= LastDetail;

    /// <summary>The name of a column with a text.</summary>
    public static string NameOf(this StoreColumn column) => Names[(int)column];

    /// <summary>The column with a name.</summary>
    /// <exception cref="DamagedFactsException">No column has it.</exception>
    public static StoreColumn Named(string name) =>
        Array.IndexOf(Names, name) is var index and >= 0 ? (StoreColumn)index : throw new DamagedFactsException("the record of changes");
}
