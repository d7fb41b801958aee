using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Log;
using StoreMonitor.Storage.Sqlite.Polls;

namespace StoreMonitor.Storage.Sqlite;

/// <summary>What is known of all facts together, in the one row of <c>facts</c>.</summary>
/// <remarks>
/// Every transaction that changes a fact advances the version, so equal versions mean equal facts. A commit of live polls does so in its
/// entry of the log, and leaves the row as it is: the row describes the chunks, and what is read here the chunks together with the log.
/// The row is verified whenever it is read, also before it is changed, so that a damaged one is never stored as a valid one.
/// </remarks>
internal static class FactsMetadata
{
    // With the latest entry of the log, in the same statement: a cold report reads the row five times.
    private const string Select =
        $"""
        SELECT f.version, f.latest_poll_us, f.store_count, f.store_sum, f.session, f.database_id, f.checksum, f.id, {LogRows.EntryColumns}
        FROM facts f LEFT JOIN poll_log l ON l.sequence = (SELECT max(sequence) FROM poll_log)
        """;

    private const int LatestPollColumn = 1;
    private const int ChecksumColumn = 6;
    private const int IdColumn = 7;
    private const int LogColumn = 8;

    /// <summary>The state of all facts that the connection's snapshot sees.</summary>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public static FactsState Read(ReadConnection connection)
    {
        using var statement = OpenStatement(connection);
        return Take(statement);
    }

    /// <inheritdoc cref="Read(ReadConnection)"/>
    public static FactsState Read(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, Select);
        return Take(statement);
    }

    /// <summary>A statement for <see cref="Take"/>. Until it is disposed of, the connection sees one snapshot.</summary>
    public static RawStatement OpenStatement(ReadConnection connection) => new(connection, Select);

    /// <inheritdoc cref="OpenStatement(ReadConnection)"/>
    public static RawStatement OpenStatement(SqliteConnection connection) => new(connection, Select);

    /// <summary>Reads the row from a statement that <see cref="OpenStatement(ReadConnection)"/> prepared.</summary>
    /// <exception cref="SqliteException">The database cannot be read, or is damaged.</exception>
    public static FactsState Take(RawStatement statement)
    {
        var row = TakeRow(statement);
        if (statement.IsNull(LogColumn))
            return row;

        var latest = LogRows.TakeEntry(statement, LogColumn);
        return row with
        {
            Version = latest.Version,
            FoldedVersion = row.Version,
            LatestPollMicroseconds = latest.LatestPollMicroseconds,
            LastLogged = latest.Sequence,
        };
    }

    private static FactsState TakeRow(RawStatement statement)
    {
        // SQLite itself returns zero for a value that is not a number, and for a row that does not exist.
        if (!statement.Step() || statement.Int64(IdColumn) != FactsSummary.OnlyId || !AreNumbers(statement))
            throw Damaged();

        var state = new FactsState(
            statement.Int64(0),
            statement.IsNull(LatestPollColumn) ? PollChunk.None : statement.Int64(LatestPollColumn),
            statement.Int64(2),
            statement.Int64(3),
            statement.Int64(4),
            statement.Int64(5));
        return statement.Int64(ChecksumColumn) == state.ComputeChecksum() ? state : throw Damaged();
    }

    /// <summary>The version that the connection's snapshot sees.</summary>
    /// <inheritdoc cref="Read(ReadConnection)"/>
    public static long ReadVersion(ReadConnection connection) => Read(connection).Version;

    /// <summary>Inserts the row, in a database without facts.</summary>
    public static void Create(SqliteConnection connection) => Write(
        connection,
        FactsState.New(),
        "INSERT INTO facts (version, latest_poll_us, store_count, store_sum, session, database_id, checksum, id) "
        + $"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, {FactsSummary.OnlyId})");

    /// <summary>Counts a session, in a transaction of its own: see <see cref="FactsState.Session"/>.</summary>
    public static void BeginSession(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        var facts = ReadRow(connection);
        Update(connection, facts with { Session = facts.Session + 1 });
        transaction.Commit();
    }

    /// <summary>Makes the instant of a poll that was stored the latest one, if it is.</summary>
    public static void AdvanceLatestPoll(SqliteConnection connection, long atMicroseconds)
    {
        var facts = ReadRow(connection);
        if (facts.LatestPollMicroseconds < atMicroseconds)
            Update(connection, facts with { LatestPollMicroseconds = atMicroseconds });
    }

    /// <summary>
    /// Looks up the latest poll again, in a transaction of its own, if the one that is known was among polls that were removed.
    /// </summary>
    public static void FindLatestPollIfIn(SqliteConnection connection, PollRange removed)
    {
        using var transaction = connection.BeginTransaction();
        LogFold.FoldAll(connection);
        var latest = ReadRow(connection).LatestPollMicroseconds;
        if (latest == PollChunk.None || !removed.Contains(latest))
            return;

        FindLatestPoll(connection);
        transaction.Commit();
    }

    /// <summary>Looks up the latest poll again, inside the caller's transaction, which has folded the log.</summary>
    public static void FindLatestPoll(SqliteConnection connection)
    {
        var (facts, latest) = (ReadRow(connection), ChunkTable.FindLatest(connection));
        if (latest != facts.LatestPollMicroseconds)
            Update(connection, facts with { LatestPollMicroseconds = latest, Version = facts.NextVersion() });
    }

    /// <summary>How many rows the connection has ever changed, for <see cref="AdvanceVersionIfChanged"/>.</summary>
    public static long ChangesOf(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, "SELECT total_changes()");
        statement.Step();
        return statement.Int64(0);
    }

    /// <summary>
    /// Advances the version inside the transaction that changes the facts, if it has changed a row, and stores the sum of all stores.
    /// The transaction has folded the log before, or the entries of the log would not follow the version.
    /// </summary>
    /// <remarks>SQLite counts: a week that loses a row has changed, though no row of the file was stored.</remarks>
    public static void AdvanceVersionIfChanged(SqliteConnection connection, long changesBefore)
    {
        if (ChangesOf(connection) == changesBefore)
            return;

        var facts = Read(connection);
        if (facts.LastLogged != 0)
            throw new InvalidOperationException("the log must be folded before other facts are changed");
        UpdateWithStores(connection, facts with { Version = facts.NextVersion() });
    }

    /// <summary>
    /// Stores how a transaction has changed the stores, and leaves the version as it is, because no fact has changed by it or its entry of
    /// the log has the version.
    /// </summary>
    public static void UpdateStores(SqliteConnection connection) => UpdateWithStores(connection, ReadRow(connection));

    /// <summary>
    /// Gives the chunks the version of the last entry of the log that was folded, inside the transaction that removes it.
    /// </summary>
    public static void SetFoldedVersion(SqliteConnection connection, long version) =>
        UpdateWithStores(connection, ReadRow(connection) with { Version = version });

    /// <summary>The row itself, which describes the chunks without the log.</summary>
    /// <inheritdoc cref="Read(ReadConnection)"/>
    public static FactsState ReadRow(SqliteConnection connection)
    {
        using var statement = new RawStatement(connection, Select);
        return TakeRow(statement);
    }

    private static void UpdateWithStores(SqliteConnection connection, FactsState row)
    {
        var stores = FactsConnection.ChangesOn(connection);
        Update(connection, row with { StoreCount = row.StoreCount + stores.Count, StoreSum = row.StoreSum + stores.Checksum });
        stores.Clear();
    }

    private static bool AreNumbers(RawStatement row)
    {
        for (var column = 0; column <= ChecksumColumn; column++)
        {
            if (!row.IsInteger(column) && !(column == LatestPollColumn && row.IsNull(column)))
                return false;
        }

        return true;
    }

    private static void Update(SqliteConnection connection, FactsState facts) => Write(
        connection,
        facts,
        "UPDATE facts SET version = ?1, latest_poll_us = ?2, store_count = ?3, store_sum = ?4, session = ?5, database_id = ?6, "
        + "checksum = ?7");

    private static void Write(SqliteConnection connection, FactsState facts, string sql)
    {
        using var statement = new RawStatement(connection, sql);
        statement.Bind(1, facts.Version);
        if (facts.LatestPollMicroseconds != PollChunk.None)
            statement.Bind(2, facts.LatestPollMicroseconds);
        statement.Bind(3, facts.StoreCount);
        statement.Bind(4, facts.StoreSum);
        statement.Bind(5, facts.Session);
        statement.Bind(6, facts.DatabaseId);
        statement.Bind(7, facts.ComputeChecksum());
        statement.Step();
    }

    private static DamagedFactsException Damaged() => new("what is known of all facts together");
}
