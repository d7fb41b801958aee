using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Log;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Log;

/// <summary>Reads the log of live polls, and verifies that it is whole.</summary>
internal static class LogRows
{
    /// <summary>What a SELECT must name for <see cref="TakeEntry"/>, of the table by the alias <c>l</c>.</summary>
    public const string EntryColumns =
        "l.sequence, l.after_version, l.version, l.latest_poll_us, l.from_us, l.poll_count, l.text_checksum, l.checksum";

    private const string Select = $"SELECT {EntryColumns}, l.polls FROM poll_log l ORDER BY l.sequence";
    private const int EntryLength = 8;
    private const int TextColumn = EntryLength;

    /// <summary>Takes the entry at which a statement is.</summary>
    /// <param name="first">The number of its first column.</param>
    /// <exception cref="DamagedFactsException">It is not what was stored.</exception>
    public static LogEntry TakeEntry(RawStatement row, int first)
    {
        for (var column = first; column < first + EntryLength; column++)
        {
            if (!row.IsInteger(column))
                throw LogEntry.Damaged();
        }

        var entry = new LogEntry(
            row.Int64(first), row.Int64(first + 1), row.Int64(first + 2), row.Int64(first + 3), row.Int64(first + 4), row.Int64(first + 5),
            row.Int64(first + 6));
        return row.Int64(first + EntryLength - 1) == entry.ComputeChecksum() ? entry : throw LogEntry.Damaged();
    }

    /// <summary>All logged polls that the connection sees.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    /// <exception cref="DamagedFactsException">The log is not what was stored.</exception>
    public static LoggedPolls Read(ReadConnection connection)
    {
        // Open until the end, so that both statements see one snapshot even without a transaction.
        using var facts = FactsMetadata.OpenStatement(connection);
        var state = FactsMetadata.Take(facts);
        if (state.LastLogged == 0)
            return LoggedPolls.None;
        using var rows = new RawStatement(connection, Select);
        return Take(rows, state);
    }

    /// <inheritdoc cref="Read(ReadConnection)"/>
    public static (LoggedPolls Polls, FactsState State) Read(SqliteConnection connection)
    {
        using var facts = FactsMetadata.OpenStatement(connection);
        var state = FactsMetadata.Take(facts);
        if (state.LastLogged == 0)
            return (LoggedPolls.None, state);
        using var rows = new RawStatement(connection, Select);
        return (Take(rows, state), state);
    }

    /// <summary>How many polls the log has, those that come several times included.</summary>
    public static long Count(SqliteConnection connection) => connection.ReadNumber("SELECT coalesce(sum(poll_count), 0) FROM poll_log");

    private static LoggedPolls Take(RawStatement rows, FactsState state)
    {
        var polls = new List<PollFact>();
        var version = state.FoldedVersion;
        while (rows.Step())
        {
            var entry = TakeEntry(rows, 0);
            var text = rows.Utf8(TextColumn);
            if (entry.AfterVersion != version || entry.TextChecksum != LogEntry.ChecksumOf(text))
                throw LogEntry.Damaged();
            LogText.Read(text, entry.FromMicroseconds, entry.PollCount, polls);
            version = entry.Version;
        }

        return version == state.Version ? new LoggedPolls(polls) : throw LogEntry.Damaged();
    }
}
