using Npgsql;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Commits, and finds out what became of a commit whose answer was lost with the connection.</summary>
/// <remarks>
/// The server keeps the outcome of a transaction by its id. Where it cannot be asked in time, nobody can say whether the facts are stored:
/// the caller is told exactly that.
/// </remarks>
internal static class CommitOutcome
{
    private const string Committed = "committed";
    private const string Aborted = "aborted";

    // How long to ask for the outcome: longer than a server takes to recover from a crash with little to do. Chosen.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="NpgsqlException">Nothing was stored.</exception>
    /// <exception cref="CommitUnknownException">It is not known whether the facts are stored.</exception>
    public static void Commit(PostgresDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        var id = (string)connection.Scalar("SELECT pg_current_xact_id()::text")!;
        try
        {
            transaction.Commit();
        }
        catch (Exception failure) when (ServerFailure.IsConnectionLost(failure))
        {
            if (!IsCommitted(database, id, failure))
                throw;
        }
    }

    private static bool IsCommitted(PostgresDatabase database, string id, Exception failure)
    {
        database.Source.Clear();
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            try
            {
                using var connection = database.Open();
                switch (connection.Scalar($"SELECT pg_xact_status('{id}'::xid8)"))
                {
                    case Committed:
                        return true;
                    case Aborted:
                        return false;
                }
            }
            catch (Exception unreachable) when (ServerFailure.IsConnectionLost(unreachable))
            {
                // The server is starting, or another one takes over.
            }
            catch (NpgsqlException unknown)
            {
                // A server that took over and has not got so far does not know the transaction.
                throw new CommitUnknownException(unknown);
            }

            Thread.Sleep(Pause);
        }

        throw new CommitUnknownException(failure);
    }
}
