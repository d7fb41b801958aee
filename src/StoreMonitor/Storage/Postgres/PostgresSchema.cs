using System.Globalization;
using Npgsql;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Brings a database to the schema of this version by numbered scripts, and refuses one of a newer version.</summary>
/// <remarks>
/// Each script runs in one transaction with the number that it leaves, so a killed process leaves all of it or none. An advisory lock makes
/// a second process wait for the first, and it ends with the transaction, however that ends.
/// </remarks>
internal static class PostgresSchema
{
    /// <summary>The number of the last script.</summary>
    public const int Version = 2;

    private const string VersionTable = "store_monitor_schema";

    // A table of the catalog is read, because only that makes a session notice what was created while it waited for the lock.
    private const string HasVersionTable = $"SELECT to_regclass('{VersionTable}')::text FROM pg_class LIMIT 1";

    // "StMo": no other lock of this program or of another has the number.
    private const long MigrationLock = 0x5374_4D6F;

    private const string OtherTable = "SELECT coalesce(to_regclass('facts'), to_regclass('stores'), to_regclass('report_jobs'))::text";

    private static readonly string[] Scripts = ["001-facts.sql", "002-jobs.sql"];

    /// <summary>The version of the schema that a database has; zero when it has none of ours.</summary>
    public static int ReadVersion(NpgsqlConnection connection) =>
        connection.Scalar(HasVersionTable) is null ? 0 : (int)(connection.Scalar($"SELECT max(version) FROM {VersionTable}") ?? 0);

    /// <exception cref="DatabaseRefusedException">The database was made by a newer version, or holds tables of another program.</exception>
    public static void Update(NpgsqlConnection connection, string name)
    {
        while (MustBeKnown(ReadVersion(connection), name) < Version)
            RunNext(connection, name);
    }

    /// <summary>That this program knows a version of the schema.</summary>
    /// <returns>The version.</returns>
    /// <exception cref="DatabaseRefusedException">It was made by a newer version of the program.</exception>
    public static int MustBeKnown(int version, string name) => version <= Version
        ? version
        : throw new DatabaseRefusedException(name, string.Create(
            CultureInfo.InvariantCulture,
            $"was made by a newer version of StoreMonitor (its schema has version {version}, this program knows version {Version})"));

    private static void RunNext(NpgsqlConnection connection, string name)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MigrationLock})"));

        // Read again: another process may have run the script while this one waited.
        var version = MustBeKnown(ReadVersion(connection), name);
        if (version == Version)
            return;
        if (version == 0)
            Begin(connection, name);
        connection.Execute(Script(Scripts[version]));
        if (version == 0)
            FactsRow.Create(connection);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {VersionTable} (version) VALUES ({version + 1})"));
        transaction.Commit();
    }

    private static void Begin(NpgsqlConnection connection, string name)
    {
        if (connection.Scalar("SHOW server_encoding") is string encoding and not "UTF8")
            throw new DatabaseRefusedException(name, $"has the encoding {encoding}: create one with the encoding UTF8");
        if (connection.Scalar(OtherTable) is string table)
            throw new DatabaseRefusedException(name, $"has a table {table} that is not StoreMonitor's: create a database of its own");
        connection.Execute($"CREATE TABLE {VersionTable} (version integer NOT NULL PRIMARY KEY)");
    }

    private static string Script(string name)
    {
        using var script = new StreamReader(typeof(PostgresSchema).Assembly.GetManifestResourceStream($"postgres/{name}")!);
        return script.ReadToEnd();
    }
}
