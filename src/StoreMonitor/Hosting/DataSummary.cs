using System.Globalization;
using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;
using StoreMonitor.Uptime;

namespace StoreMonitor.Hosting;

/// <summary>What a database holds, in one line, so that nobody takes old data for new.</summary>
internal static class DataSummary
{
    /// <summary>As <c>60 stores, 27,619 polls, latest 2026-03-31T23:43:12Z, 238 days ago</c>.</summary>
    /// <remarks>It counts the polls one by one: about a second for each ten million.</remarks>
    public static string Of(Database database, Instant now)
    {
        using var connection = database.OpenToRead();
        var stores = Count(connection, "SELECT count(*) FROM stores");
        var polls = Count(connection, "SELECT coalesce(sum(json_array_length(polls)), 0) FROM poll_chunks");
        var latest = FactsTable.ReadLatestPoll(connection) is { } at ? $", latest {InstantText.Format(at)}, {AgeText.Of(at, now)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{stores:N0} stores, {polls:N0} polls{latest}");
    }

    private static long Count(ReadConnection connection, string sql)
    {
        using var statement = new RawStatement(connection, sql);
        statement.Step();
        return statement.Int64(0);
    }
}
