using System.Globalization;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Ingestion;

/// <summary>The <c>prune</c> verb: removes the polls before or after an instant.</summary>
/// <param name="range">The polls to remove.</param>
/// <param name="rangeText">The range in words, such as <c>before 2024-10-12T12:00:00Z</c>.</param>
internal sealed class PruneCommand(IFacts facts, PollRange range, string rangeText)
{
    /// <summary>Prints how many polls would be removed.</summary>
    public void DryRun(TextWriter results, CancellationToken cancel)
    {
        results.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"would remove {Counted(Count(cancel))} {rangeText}; nothing was changed"));
    }

    /// <summary>Removes the polls and releases their disk space.</summary>
    /// <param name="mayRemoveAll">Whether all stored polls may be removed.</param>
    /// <exception cref="NothingLeftException">
    /// The range covers all polls, and removing all was not permitted. None is removed.
    /// </exception>
    public void Run(bool mayRemoveAll, TextWriter results, TextWriter diagnostics, CancellationToken cancel)
    {
        using var remover = facts.OpenRemover();
        if (!mayRemoveAll && remover.HasOnlyPollsIn(range))
            throw new NothingLeftException(
                $"all polls that are stored are {rangeText}", "add --yes to remove them anyway, or check with --dry-run");

        var removed = remover.Prune(range, cancel);
        var space = remover.ReclaimSpace();
        var done = $"{Counted(removed)} {rangeText}";
        WorkDone.Write(results, diagnostics, $"removed {done}", output =>
        {
            output.WriteLine($"removed {done}");
            if (space is not null)
                output.WriteLine(space);
        });
    }

    // It only reads, so it needs no right to write.
    private long Count(CancellationToken cancel)
    {
        using var reader = facts.OpenReader();
        reader.BeginSnapshot();
        var sum = new StoreSum();
        var stores = reader.ReadStores(reader.ReadKeys(), sum);
        sum.MustBeAllOf(reader.ReadState());
        using var polls = reader.OpenPolls(stores, DecisivePolls.All);
        var count = 0L;
        foreach (var store in stores)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (ref readonly var poll in polls.Read(store, IntervalSet.Empty))
                count += range.Contains(poll.AtMicroseconds) ? 1 : 0;
        }

        return count;
    }

    private static string Counted(long polls) => string.Create(CultureInfo.InvariantCulture, $"{polls} {(polls == 1 ? "poll" : "polls")}");
}

/// <summary>A removal was refused because no poll would be left.</summary>
internal sealed class NothingLeftException(string what, string remedy)
    : Exception($"{what}, and no poll would be left; {remedy}. Nothing was removed");
