using System.Text.RegularExpressions;

namespace StoreMonitor.Tests.Architecture;

/// <summary>A database is known in its own room of Storage only: section 4 of the design.</summary>
public sealed partial class StorageRoomTests
{
    // Where the port chooses a database, and where a failure of either database gets its kind.
    private static readonly string[] Choosers =
        ["StoreMonitor/Storage/Databases.cs", "StoreMonitor/Storage/StorageModule.cs", "StoreMonitor/Storage/StorageFailure.cs"];

    public static TheoryData<string, Regex> Drivers => new()
    {
        { "Sqlite", SqlitePattern() },
        { "Postgres", PostgresPattern() },
    };

    public static TheoryData<string> RoomNames => ["Sqlite", "Postgres"];

    [Theory]
    [MemberData(nameof(Drivers))]
    public void A_driver_is_named_in_the_room_of_its_database_only(string room, Regex driver)
    {
        var named = SourceFile.All.Where(file => driver.IsMatch(file.Code)).ToList();

        named.Should().NotBeEmpty();
        named.Where(file => !IsIn(room, file)).Select(file => file.Path).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void The_room_of_a_database_is_used_through_the_port(string room)
    {
        var name = $"StoreMonitor.Storage.{room}";
        var users =
            from file in SourceFile.All
            where !IsIn(room, file)
            where file.UsedNamespaces.Any(used => used == name || used.StartsWith($"{name}.", StringComparison.Ordinal))
            select file.Path;

        users.Should().BeEquivalentTo(Choosers);
    }

    private static bool IsIn(string room, SourceFile file) => file.Path.StartsWith($"StoreMonitor/Storage/{room}/", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(Microsoft\.Data\.Sqlite|Sqlite(Exception|Connection|Command|Transaction|OpenMode)\w*|SQLitePCL|UseSqlite)\b")]
    private static partial Regex SqlitePattern();

    [GeneratedRegex(@"\b(Npgsql(Connection|Command|Transaction|Exception|DataSource|RawCopy|Slim)\w*|using Npgsql|PostgresException|UseNpgsql)\b")]
    private static partial Regex PostgresPattern();
}
