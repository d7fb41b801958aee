using System.Text.RegularExpressions;

namespace StoreMonitor.Tests.Architecture;

/// <summary>A database is known in its own room of Storage only: section 4 of the design.</summary>
public sealed partial class StorageRoomTests
{
    private const string Sqlite = "StoreMonitor/Storage/Sqlite/";
    private const string SqliteNamespace = "StoreMonitor.Storage.Sqlite";

    // The report jobs have no storage but the file of SQLite yet: who queues them, and who prepares their storage, names it.
    private static readonly string[] UsersOfJobsFile = ["StoreMonitor/Reports/Jobs/ReportQueue.cs", "StoreMonitor/Hosting/WebService.cs"];

    // Where the port chooses a database, and where a failure of either database gets its kind.
    private static readonly string[] Choosers =
        ["StoreMonitor/Storage/Databases.cs", "StoreMonitor/Storage/StorageModule.cs", "StoreMonitor/Storage/StorageFailure.cs"];

    [Fact]
    public void A_driver_is_named_in_the_room_of_its_database_only()
    {
        var strays = SourceFile.All.Where(file => !file.Path.StartsWith(Sqlite, StringComparison.Ordinal) && DriverPattern().IsMatch(file.Code));

        strays.Select(file => file.Path).Should().BeEmpty();
        SourceFile.All.Should().Contain(file => file.Path.StartsWith(Sqlite, StringComparison.Ordinal) && DriverPattern().IsMatch(file.Code));
    }

    [Fact]
    public void The_room_of_a_database_is_used_through_the_port()
    {
        var users =
            from file in SourceFile.All
            where !file.Path.StartsWith(Sqlite, StringComparison.Ordinal)
            where file.UsedNamespaces.Any(used => used == SqliteNamespace || used.StartsWith($"{SqliteNamespace}.", StringComparison.Ordinal))
            select file.Path;

        users.Should().BeEquivalentTo([.. UsersOfJobsFile, .. Choosers]);
    }

    [GeneratedRegex(@"\b(Microsoft\.Data\.Sqlite|Sqlite(Exception|Connection|Command|Transaction|OpenMode)\w*|SQLitePCL|UseSqlite|Npgsql\w*|UseNpgsql)\b")]
    private static partial Regex DriverPattern();
}
