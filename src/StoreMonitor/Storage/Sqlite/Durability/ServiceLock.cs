namespace StoreMonitor.Storage.Sqlite.Durability;

/// <summary>Held by the one service that runs on a database; goes with its process, also by a kill.</summary>
/// <remarks>
/// A service that starts puts back the jobs that an ended one left running, and clears what it left half written. Beside one that is
/// alive, that would make its report fail. Commands share the database with a service freely. The lock is beside the file itself, so a
/// symbolic link to it is no way past it; a file with hard links is refused (<see cref="DatabaseFiles.MustHaveOneName"/>).
/// </remarks>
internal static class ServiceLock
{
    /// <exception cref="IOException">Another service runs on the database.</exception>
    public static IDisposable Take(Database database)
    {
        try
        {
            return new FileStream(database.RealPath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"another service runs on the database {database.Path}", taken);
        }
    }
}
