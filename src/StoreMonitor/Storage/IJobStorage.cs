namespace StoreMonitor.Storage;

/// <summary>Where the report jobs are kept; EF Core reads and writes them (<see cref="Model.JobsDb"/>).</summary>
internal interface IJobStorage
{
    /// <summary>
    /// Whether one service at most runs on it, so that a job which is running when the service starts has lost its process.
    /// </summary>
    bool IsOfOneService { get; }

    /// <summary>Creates what is missing.</summary>
    /// <exception cref="DatabaseRefusedException">It belongs to another version, or to another program.</exception>
    /// <exception cref="IOException">It cannot be read or written; the message names it.</exception>
    void Prepare();

    /// <summary>Throws a failure of the database when it is gone, and nobody would find a job again that is stored now.</summary>
    void MustExist();
}
