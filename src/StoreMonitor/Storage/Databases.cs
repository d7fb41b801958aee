using System.Runtime.CompilerServices;
using StoreMonitor.Storage.Postgres;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;

namespace StoreMonitor.Storage;

/// <summary>The databases that facts can be kept in, by what an option or a setting says.</summary>
internal static class Databases
{
    private static readonly string[] SignsOfPassword = ["://", "password", "pwd"];

    /// <summary>The facts in a database; nothing is opened yet.</summary>
    /// <param name="address">A file, its <c>file:</c> address, or a connection string: one that <see cref="ProblemWith"/> accepts.</param>
    public static IFacts Open(string address) => IsServer(address) ? OpenPostgres(address) : new SqliteFacts(new Database(address));

    /// <summary>Whether an address names a database of a PostgreSQL server, and not a file of SQLite.</summary>
    public static bool IsServer(string address) => PostgresAddress.IsOne(address);

    /// <summary>What is wrong with an address; <c>null</c> when nothing is, as far as can be said without the database.</summary>
    public static string? ProblemWith(string address)
    {
        if (IsServer(address))
            return ProblemWithPostgres(address);
        return address.Contains("://", StringComparison.Ordinal) && !address.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? "is neither a file nor an address such as postgres://user:password@host:5432/database"
            : DatabaseAddress.ProblemWith(address);
    }

    /// <summary>An address for messages: as it was given, unless it may hold a password.</summary>
    public static string NameOf(string address)
    {
        if (IsServer(address) && ProblemWithPostgres(address) is null)
            return OpenPostgres(address).Name;
        return IsServer(address) || Array.Exists(SignsOfPassword, sign => address.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? "(an address that may hold a password)"
            : address;
    }

    /// <inheritdoc cref="DatabaseFiles.IsAt"/>
    public static bool IsFileAt(string path) => DatabaseFiles.IsAt(path);

    // Methods of their own, so that a process on a file of SQLite loads no driver of PostgreSQL.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PostgresFacts OpenPostgres(string address) => new(new PostgresDatabase(address));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? ProblemWithPostgres(string address) => PostgresAddress.ProblemWith(address);
}
