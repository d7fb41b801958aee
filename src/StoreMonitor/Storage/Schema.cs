using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace StoreMonitor.Storage;

/// <summary>Brings a database to the schema of this version, or refuses it.</summary>
/// <remarks>
/// EF Core writes the SQL, but does not run it here: its own migrator takes a lock that a killed process leaves behind for ever. The
/// script runs in one transaction instead, so a kill leaves the old schema or the new one, and two processes take turns.
/// </remarks>
internal static class Schema
{
    /// <summary>The migrations of this version, oldest first; a test holds the list to EF Core's.</summary>
    public static readonly IReadOnlyList<string> Migrations = ["20261122190346_Initial", "20261122210931_PollChunks", "20261122213348_Weeks"];

    /// <exception cref="DatabaseRefusedException">It belongs to a newer version, or to something else.</exception>
    public static void Update(SqliteConnection connection, string connectionString)
    {
        var path = connection.DataSource;
        if (ReadApplied(sql => new RawStatement(connection, sql), path).Count == Migrations.Count)
            return;

        // Without a transaction of its own the read above may be stale: another process may have been quicker.
        using var transaction = connection.BeginTransaction();
        var applied = ReadApplied(sql => new RawStatement(connection, sql), path);
        if (applied.Count < Migrations.Count)
            Execute(connection, applied.Count == 0 ? ScriptForNew() : ScriptFrom(connectionString, applied[^1]));
        transaction.Commit();
    }

    /// <summary>Whether there is nothing to update.</summary>
    /// <inheritdoc cref="Update"/>
    public static bool IsCurrent(ReadConnection connection, string path) =>
        ReadApplied(sql => new RawStatement(connection, sql), path).Count == Migrations.Count;

    private static List<string> ReadApplied(Func<string, RawStatement> prepare, string path)
    {
        var tables = ReadTexts(prepare, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        if (tables.Count == 0)
            return [];
        if (!tables.Contains(HistoryRepository.DefaultTableName))
            throw new DatabaseRefusedException(path, "holds tables that are not StoreMonitor's");

        var applied = ReadTexts(prepare, $"SELECT \"MigrationId\" FROM \"{HistoryRepository.DefaultTableName}\" ORDER BY 1");
        if (applied.Except(Migrations).FirstOrDefault() is { } unknown)
        {
            throw new DatabaseRefusedException(
                path,
                $"was made by a newer version of StoreMonitor (its schema has '{unknown}', this version knows up to '{Migrations[^1]}')");
        }

        return applied;
    }

    /// <summary>What makes the schema in an empty database, as EF Core wrote it: a test holds the file to the migrations.</summary>
    internal static string ScriptForNew()
    {
        using var script = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream("schema.sql")!);
        return script.ReadToEnd();
    }

    private static string ScriptFrom(string connectionString, string lastApplied)
    {
        using var db = new MonitorDb(new DbContextOptionsBuilder<MonitorDb>().UseSqlite(connectionString).Options);
        return db.GetService<IMigrator>().GenerateScript(lastApplied, null, MigrationsSqlGenerationOptions.NoTransactions);
    }

    private static List<string> ReadTexts(Func<string, RawStatement> prepare, string sql)
    {
        using var statement = prepare(sql);
        var texts = new List<string>();
        while (statement.Step())
            texts.Add(statement.Text(0));
        return texts;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
