using System.Text;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>Replaces the weeks of stores: the undated one, or those with a first date (rule R19).</summary>
internal static class WeekEdits
{
    /// <summary>Stores weeks; each is given whole (rule R2), and none twice.</summary>
    /// <returns>What became of their rows.</returns>
    public static WriteCounts Apply(IFactsTransaction transaction, IReadOnlyList<GivenHours> given)
    {
        var stores = new ByStore<GivenHours>(transaction);
        foreach (var week in given)
            stores.Add(week.StoreKey, week);

        var undated = ApplyUndated(transaction, [.. given.Where(week => week.Date is null)]);
        var dated = DatedHoursEdits.Apply(transaction, StoreColumn.DatedWeeks, given.Where(week => week.Date is not null));
        Problems.Clear(transaction, StoreColumn.WeekProblem, stores.StoredKeys);
        return undated + dated;
    }

    private static WriteCounts ApplyUndated(IFactsTransaction transaction, List<GivenHours> given)
    {
        var edits = new TextEdits(transaction, StoreColumn.Week, given.ConvertAll(week => transaction.StoredKeyOf(week.StoreKey)));
        var counts = default(WriteCounts);
        for (var index = 0; index < given.Count; index++)
        {
            counts += given[index].CountsOver(edits[index] is { } known ? WeekText.Read(Encoding.UTF8.GetBytes(known)) : null);
            edits.Replace(index, WeekText.Of(given[index].Rows));
        }

        edits.Write();
        return counts;
    }
}
