using System.Globalization;
using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres;

/// <summary>What is known of all facts together, in the one row of <c>facts</c>.</summary>
/// <remarks>It is verified whenever it is read, also before it is changed, so a damaged one is never stored as a valid one.</remarks>
internal static class FactsRow
{
    private const string Columns = "version, latest_poll_us, store_count, store_sum, session, database_id, checksum";
    private const int ColumnCount = 7;

    /// <exception cref="DamagedFactsException">The row is not what was stored.</exception>
    public static FactsState Read(NpgsqlConnection connection)
    {
        using var row = Open(connection);
        return Take(row);
    }

    /// <summary>A query for <see cref="Take"/>.</summary>
    public static CopyReader Open(NpgsqlConnection connection) => new(connection, $"SELECT {Columns} FROM facts", ColumnCount);

    /// <inheritdoc cref="Read"/>
    public static FactsState Take(CopyReader row)
    {
        if (!row.Step())
            throw Damaged();

        var state = new FactsState(
            row.Int64(0), row.IsNull(1) ? PollChunk.None : row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5));
        return row.Int64(6) == state.ComputeChecksum() && !row.Step() ? state : throw Damaged();
    }

    /// <summary>Waits for other writers, and keeps the row from them until the transaction ends.</summary>
    /// <exception cref="PostgresException">Another process has held it for too long.</exception>
    public static FactsState Lock(NpgsqlConnection connection)
    {
        connection.Execute("SELECT version FROM facts FOR UPDATE");
        return Read(connection);
    }

    /// <summary>Inserts the row, in a database without facts.</summary>
    public static void Create(NpgsqlConnection connection) => connection.Execute(
        $"INSERT INTO facts (id, {Columns}) VALUES ({PostgresCommands.Literal(FactsSummary.OnlyId)}, {Values(FactsState.New())})");

    /// <summary>Stores the row, in the transaction that has locked it.</summary>
    public static void Update(NpgsqlConnection connection, FactsState facts) =>
        connection.Execute($"UPDATE facts SET ({Columns}) = ({Values(facts)})");

    private static string Values(FactsState facts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{facts.Version}, {PostgresCommands.InstantLiteral(facts.LatestPollMicroseconds)}, {facts.StoreCount}, {facts.StoreSum}, "
        + $"{facts.Session}, {facts.DatabaseId}, {facts.ComputeChecksum()}");

    private static DamagedFactsException Damaged() => new("what is known of all facts together");
}
