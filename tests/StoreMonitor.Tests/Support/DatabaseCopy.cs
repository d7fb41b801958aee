namespace StoreMonitor.Tests.Support;

/// <summary>A database as a killed process left it, with its log, copied so that looking at it mends nothing: that is the program's to do.</summary>
internal sealed class DatabaseCopy : IDisposable
{
    private static readonly string[] Suffixes = ["", "-wal", "-journal"];

    private readonly TempFolder _folder = new();

    public DatabaseCopy(string database)
    {
        foreach (var suffix in Suffixes.Where(suffix => File.Exists(database + suffix)))
            File.Copy(database + suffix, Path + suffix);
    }

    private string Path => _folder.Of("copy.db");

    public void ShouldBeWhole() => Support.Facts.Scalar(Path, "PRAGMA integrity_check").Should().Be("ok");

    public Facts Facts => Support.Facts.In(Path);

    /// <summary>The rows of a table; none while it has not been made.</summary>
    /// <param name="column">The column that must not be null for a row to count.</param>
    public long Count(string table, string column = "*")
    {
        var exists = (long)Support.Facts.Scalar(Path, $"SELECT count(*) FROM sqlite_master WHERE name = '{table}'")! == 1;
        return exists ? (long)Support.Facts.Scalar(Path, $"SELECT count({column}) FROM {table}")! : 0;
    }

    public void Dispose() => _folder.Dispose();
}
