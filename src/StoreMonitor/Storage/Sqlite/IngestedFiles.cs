using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>The input files as each was when it was last ingested: how a start finds out whether there is anything new.</summary>
/// <remarks>
/// A file is recorded in the transaction that ingests it. A file that is removed or renamed later keeps its row, because its facts stay
/// as well. "Empty" means that nothing was ever ingested, so a database whose polls were all pruned is not empty.
/// </remarks>
internal static class IngestedFiles
{
    /// <summary>Whether any file was ever ingested.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public static bool Any(ReadConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT 1 FROM ingested_files LIMIT 1");
        return statement.Step();
    }

    /// <summary>Whether a file has not changed since it was last ingested.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public static bool Contains(ReadConnection connection, FileStamp file)
    {
        using var statement = new RawStatement(
            connection, "SELECT 1 FROM ingested_files WHERE path = ?1 AND length = ?2 AND written_at_us = ?3");
        Bind(statement, file);
        return statement.Step();
    }

    /// <summary>Records a file, inside the transaction that ingests it.</summary>
    /// <exception cref="SqliteException">The database cannot be written.</exception>
    public static void Record(SqliteConnection connection, FileStamp file)
    {
        using var statement = new RawStatement(
            connection, "INSERT OR REPLACE INTO ingested_files (path, length, written_at_us) VALUES (?1, ?2, ?3)");
        Bind(statement, file);
        statement.Step();
    }

    private static void Bind(RawStatement statement, FileStamp file)
    {
        statement.Bind(1, Encoding.UTF8.GetBytes(file.Path));
        statement.Bind(2, file.Length);
        statement.Bind(3, file.WrittenAtMicroseconds);
    }
}
