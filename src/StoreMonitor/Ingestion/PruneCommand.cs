using System.Globalization;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Storage.Sqlite.Durability;
using StoreMonitor.Storage.Sqlite.Polls;

namespace StoreMonitor.Ingestion;

/// <summary>The <c>prune</c> verb: removes the polls before or after an instant.</summary>
/// <param name="range">The polls to remove.</param>
/// <param name="rangeText">The range in words, such as <c>before 2024-10-12T12:00:00Z</c>.</param>
internal sealed class PruneCommand(Database database, PollRange range, string rangeText)
{
    /// <summary>Prints how many polls would be removed.</summary>
    public void DryRun(TextWriter results, CancellationToken cancel)
    {
        using var connection = database.OpenToRead();
        results.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"would remove {Counted(PollPruner.Count(connection, range, cancel))} {rangeText}; nothing was changed"));
    }

    /// <summary>Removes the polls and releases their disk space.</summary>
    /// <param name="mayRemoveAll">Whether all stored polls may be removed.</param>
    /// <exception cref="NothingLeftException">
    /// The range covers all polls, and removing all was not permitted. None is removed.
    /// </exception>
    public void Run(bool mayRemoveAll, TextWriter results, TextWriter diagnostics, CancellationToken cancel)
    {
        using var connection = database.Open();
        if (!mayRemoveAll && PollPruner.HasAll(connection, range))
            throw new NothingLeftException(
                $"all polls that are stored are {rangeText}", "add --yes to remove them anyway, or check with --dry-run");

        try
        {
            var removed = PollPruner.Prune(connection, range, cancel);
            database.Acknowledge(connection);
            var room = FreeSpace.GiveBack(connection);
            var done = $"{Counted(removed)} {rangeText}";
            WorkDone.Write(results, diagnostics, $"removed {done}", output =>
            {
                output.WriteLine($"removed {done}");
                if (room is not null)
                    output.WriteLine(room);
            });
        }
        catch (SqliteException failure) when (WriteFailure.Behind(failure, database.Path) is { } behind)
        {
            throw behind;
        }
    }

    private static string Counted(long polls) => string.Create(CultureInfo.InvariantCulture, $"{polls} {(polls == 1 ? "poll" : "polls")}");
}

/// <summary>A removal was refused because no poll would be left.</summary>
internal sealed class NothingLeftException(string what, string remedy)
    : Exception($"{what}, and no poll would be left; {remedy}. Nothing was removed");
