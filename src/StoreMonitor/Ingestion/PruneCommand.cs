using System.Globalization;
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
        var removed = PollPruner.Prune(connection, before, cancel);
        results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"removed {removed} polls before {InstantText.Format(before)}"));
    }
}
