using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Creates the schema of this version in an empty database, and refuses a database with any other.</summary>
/// <remarks>
/// The script runs in one transaction, so a killed process leaves all of the schema or none, and of two processes one waits for the other.
/// EF Core keeps the model only: its migrator takes a lock that a killed process leaves behind (docs/decisions/0002).
/// </remarks>
internal static class Schema
{
    /// <summary>The version of the schema, kept in the header of the database as <c>user_version</c>.</summary>
    public const int Version = 3;

    /// <summary>Marks a database as StoreMonitor's, kept in the header as <c>application_id</c>: "StMo".</summary>
    public const int ApplicationId = 0x5374_4D6F;

    // The table by which EF Core's migrations, which development versions used, can be recognized.
    private const string MigrationsTable = "__EFMigrationsHistory";

    /// <exception cref="DatabaseRefusedException">The database belongs to another version, or to another program.</exception>
    public static void Update(SqliteConnection connection)
    {
        if (IsCurrent(sql => new RawStatement(connection, sql), connection.DataSource))
            return;

        // Checked again inside the transaction, because another process may have created the schema in the meantime.
        using var transaction = connection.BeginTransaction();
        if (!IsCurrent(sql => new RawStatement(connection, sql), connection.DataSource))
        {
            connection.Execute(Script());
            FactsMetadata.Create(connection);
        }

        transaction.Commit();
    }

    /// <summary>Whether the database has the schema of this version; <c>false</c> for an empty database.</summary>
    /// <exception cref="DatabaseRefusedException">The database belongs to another version, or to another program.</exception>
    public static bool IsCurrent(ReadConnection connection, string path) => IsCurrent(sql => new RawStatement(connection, sql), path);

    private static bool IsCurrent(Func<string, RawStatement> prepare, string path)
    {
        var header = ReadHeader(prepare);
        if (header is { ApplicationId: ApplicationId, Version: Version })
            return true;
        if (header is { ApplicationId: 0, Version: 0, IsEmpty: true })
            return false;
        throw new DatabaseRefusedException(path, ReasonToRefuse(prepare, header.ApplicationId, header.Version));
    }

    private static string ReasonToRefuse(Func<string, RawStatement> prepare, long applicationId, long version)
    {
        if (applicationId == ApplicationId)
        {
            return version > Version
                ? $"was made by a newer version of StoreMonitor (its schema has version {version}, this program knows version {Version})"
                : $"has schema version {version}, and this program knows version {Version} only: ingest the CSVs into a new database";
        }

        using var migrations = prepare($"SELECT 1 FROM sqlite_master WHERE name = '{MigrationsTable}'");
        return migrations.Step()
            ? "was made by a development version of StoreMonitor: ingest the CSVs into a new database"
            : "holds tables that are not StoreMonitor's";
    }

    private static string Script()
    {
        using var script = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream("schema.sql")!);
        return script.ReadToEnd();
    }

    // One statement, so that all three are of one moment: another process may create the schema meanwhile.
    private static Header ReadHeader(Func<string, RawStatement> prepare)
    {
        using var header = prepare(
            "SELECT a.application_id, v.user_version, NOT EXISTS (SELECT 1 FROM sqlite_master) "
            + "FROM pragma_application_id a, pragma_user_version v");
        return header.Step() ? new Header(header.Int64(0), header.Int64(1), header.Int64(2) == 1) : default;
    }

    // Not a tuple: one of numbers is compiled anew in each process.
    private readonly record struct Header(long ApplicationId, long Version, bool IsEmpty);
}
