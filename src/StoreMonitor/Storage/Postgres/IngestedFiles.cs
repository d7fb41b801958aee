using System.Text;
using Npgsql;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres;

/// <summary>The input files as each was when it was last ingested: how a start finds out whether there is anything new.</summary>
internal static class IngestedFiles
{
    /// <summary>A query that counts the rows that have not changed since the file was ingested: one or none.</summary>
    public static string CountSql(FileStamp file) =>
        $"""
        SELECT count(*) FROM ingested_files
        WHERE path = {PathOf(file)} AND length = {PostgresCommands.Literal(file.Length)}
          AND written_at_us = {PostgresCommands.Literal(file.WrittenAtMicroseconds)}
        """;

    /// <summary>Records a file, inside the transaction that ingests it.</summary>
    public static void Record(NpgsqlConnection connection, FileStamp file) => connection.Execute(
        $"""
        INSERT INTO ingested_files (path, length, written_at_us)
        VALUES ({PathOf(file)}, {PostgresCommands.Literal(file.Length)}, {PostgresCommands.Literal(file.WrittenAtMicroseconds)})
        ON CONFLICT (path) DO UPDATE SET length = excluded.length, written_at_us = excluded.written_at_us
        """);

    private static string PathOf(FileStamp file) => PostgresCommands.Literal(Encoding.UTF8.GetBytes(file.Path));
}
