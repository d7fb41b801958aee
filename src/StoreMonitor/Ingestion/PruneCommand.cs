using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Text;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The <c>prune</c> verb: removes polls older than an age, counted from the clock.</summary>
internal sealed class PruneCommand(Database database, IClock clock)
{
    public void Run(Duration age, TextWriter results, CancellationToken cancel)
    {
        var before = UnixMicroseconds.ToInstant(UnixMicroseconds.From(clock.GetCurrentInstant() - age));
        using var connection = database.Open();
        var removed = Prune(connection, before, cancel);
        results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"removed {removed} polls before {InstantText.Format(before)}"));
    }

    private long Prune(SqliteConnection connection, Instant before, CancellationToken cancel)
    {
        try
        {
            return PollPruner.Prune(connection, before, cancel);
        }
        catch (SqliteException failure) when (FileSizeLimit.Behind(failure, database.Path) is { } limit)
        {
            throw limit;
        }
    }
}
