using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>How much data there is, and how recent it is.</summary>
/// <param name="Stores">Every store that a file has named, with or without polls.</param>
/// <param name="LatestPoll">The instant of the latest poll (rule R13); <c>null</c> while there is none.</param>
internal sealed record DataSize(long Stores, long Polls, Instant? LatestPoll);

/// <summary>The size of the stored data, counted once for each version of the facts.</summary>
internal sealed class StoredData(Database database)
{
    private const string Stores = "SELECT count(*) FROM stores";

    // A chunk is an array of numbers: one more than it has commas.
    private const string Polls = "SELECT coalesce(sum(length(polls) - length(replace(polls, ',', '')) + 1), 0) FROM poll_chunks";

    private readonly Lock _counting = new();
    private (long Version, DataSize Size)? _counted;

    /// <summary>The size of the data as it is now.</summary>
    /// <remarks>A new version of the facts costs one scan of all polls.</remarks>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public DataSize Read()
    {
        using var connection = database.OpenToRead();
        lock (_counting)
        {
            connection.BeginSnapshot();
            var facts = FactsMetadata.Read(connection);
            if (_counted is not { } counted || counted.Version != facts.Version)
                _counted = counted = (facts.Version, new DataSize(Count(connection, Stores), Count(connection, Polls), facts.LatestPoll));
            connection.EndSnapshot();
            return counted.Size;
        }
    }

    private static long Count(ReadConnection connection, string sql)
    {
        using var statement = new RawStatement(connection, sql);
        statement.Step();
        return statement.Int64(0);
    }
}
