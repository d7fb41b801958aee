namespace StoreMonitor.Storage.Postgres;

/// <summary>The table of report jobs in the database of the facts.</summary>
/// <remarks>The server has a lock for each row, so neither holds up the other.</remarks>
internal sealed class PostgresJobs : IJobStorage
{
    public bool IsOfOneService => false;

    public void Prepare()
    {
        // The schema of the facts has the table.
    }

    public void MustExist()
    {
        // Where it is gone, the statement that follows says so.
    }
}
