using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreMonitor.Storage.Sqlite.Connections;

/// <summary>The failure that is thrown when stored facts are not what was stored, with the code that SQLite has for it.</summary>
internal static class DamagedDatabase
{
    /// <param name="what">What is damaged, such as "the text of a week".</param>
    public static SqliteException Because(string what) => new($"{what} is damaged", raw.SQLITE_CORRUPT);
}
