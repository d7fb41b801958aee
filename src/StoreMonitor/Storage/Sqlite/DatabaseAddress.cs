using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>Where a database is, as an option or a setting names it: a path, a <c>file:</c> address, or a connection string.</summary>
internal sealed class DatabaseAddress
{
    // The words that can start a connection string: a path may hold any other.
    private static readonly string[] ConnectionStringStarts = ["Data Source", "DataSource", "Filename"];

    private readonly string _text;
    private string? _realPath;

    public DatabaseAddress(string text)
    {
        _text = text;
        IsConnectionString = IsOne(text);
        var file = text;
        if (IsConnectionString)
        {
            var connection = new SqliteConnectionStringBuilder(text);
            (file, IsReadOnly, Vfs) = (connection.DataSource, connection.Mode == SqliteOpenMode.ReadOnly, connection.Vfs);
        }

        IsReadOnly |= FileAddress.Is(file) && FileAddress.IsReadOnly(file);
        Path = FileAddress.Is(file) ? FileAddress.PathOf(file) : file;

        // A name that only looks like an address after it was decoded is a name.
        if (FileAddress.Is(Path))
            Path = $"./{Path}";
    }

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    /// <summary>The file itself, when the path leads to it through links: what SQLite and we keep beside it is beside this one.</summary>
    public string RealPath => _realPath ??= Files.RealPath.Of(Path);

    public bool IsConnectionString { get; }

    /// <summary>Whether it says that nothing may be written.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The file system of SQLite that a connection string names; <c>null</c> for the usual one.</summary>
    public string? Vfs { get; }

    /// <summary>What is wrong with it; <c>null</c> when nothing is, as far as can be told without the file.</summary>
    public static string? ProblemWith(string text)
    {
        try
        {
            if (!IsOne(text))
                return ProblemWith(text, isInMemory: false);
            var connection = new SqliteConnectionStringBuilder(text);
            return ProblemWith(connection.DataSource, connection.Mode == SqliteOpenMode.Memory);
        }
        catch (ArgumentException)
        {
            return "is not a connection string of Microsoft.Data.Sqlite";
        }
    }

    /// <summary>The connection string of the file, with everything else that was given.</summary>
    public SqliteConnectionStringBuilder ToConnectionString()
    {
        var connection = IsConnectionString ? new SqliteConnectionStringBuilder(_text) : [];
        connection.DataSource = Path;
        if (IsReadOnly)
            connection.Mode = SqliteOpenMode.ReadOnly;
        return connection;
    }

    private static bool IsOne(string text) =>
        text.Contains('=')
        && Array.Exists(ConnectionStringStarts, start => text.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static string? ProblemWith(string file, bool isInMemory)
    {
        if (string.IsNullOrWhiteSpace(file))
            return "names no file";
        if (isInMemory || file.Contains(":memory:", StringComparison.Ordinal))
            return "is in memory, where nothing would be kept";
        return FileAddress.Is(file) ? FileAddress.ProblemWith(file) : null;
    }
}
