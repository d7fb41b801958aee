using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Durability;

namespace StoreMonitor.Storage;

/// <summary>The databases that facts can be kept in, by what an option or a setting says.</summary>
internal static class Databases
{
    /// <summary>The facts in a database; nothing is opened yet.</summary>
    /// <param name="address">A file, its <c>file:</c> address, or a connection string: one that <see cref="ProblemWith"/> accepts.</param>
    public static IFacts Open(string address) => new SqliteFacts(new Database(address));

    /// <summary>What is wrong with an address; <c>null</c> when nothing is, as far as can be said without the database.</summary>
    public static string? ProblemWith(string address) => DatabaseAddress.ProblemWith(address);

    /// <inheritdoc cref="DatabaseFiles.IsAt"/>
    public static bool IsFileAt(string path) => DatabaseFiles.IsAt(path);
}
