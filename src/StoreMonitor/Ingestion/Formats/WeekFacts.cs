using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Editing;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The weeks of a file, undated and dated, read but not yet stored.</summary>
internal sealed class WeekFacts(HoursOfFile file) : ICsvFacts
{
    public KeptFacts Kept { get; } = new("week");

    public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel)
    {
        var weeks = new List<GivenHours>();
        var problems = new List<GivenProblem>();
        foreach (var (key, store) in file.Stores)
        {
            foreach (var week in store.Weeks)
            {
                if (store.ProblemOf(week) is null)
                    weeks.Add(week.ToFact(key));
            }

            if (FirstProblemOf(store) is { } problem)
                problems.Add(new GivenProblem(key, problem.ToString()));
        }

        var counts = WeekEdits.Apply(transaction, weeks);
        var isKnown = Problems.KeepWeeks(transaction, problems);
        for (var index = 0; index < problems.Count; index++)
            Keep(file.Stores[problems[index].StoreKey], isKnown[index]);
        return counts;
    }

    public void Dispose()
    {
    }

    private static RejectedRow? FirstProblemOf(HoursOfStore store) =>
        store.Problem ?? store.Weeks.Select(week => week.Problem).FirstOrDefault(problem => problem is not null);

    // One line for each week that is not taken, or one for the store if that is said of all of them.
    private void Keep(HoursOfStore store, bool isKnown)
    {
        var rejected = store.Weeks.Where(week => store.ProblemOf(week) is not null).ToList();
        if (store.Problem is { } problem || !isKnown)
        {
            var cause = store.Problem ?? rejected[0].Problem!;
            var rows = rejected.Sum(week => week.ReadableRows);
            if (isKnown)
                Kept.Add(KeptFacts.StoreNamed(store.Id), "keeps all of its weeks", cause, isKnown, rows);
            else
                Kept.Add(store.Id, cause, isKnown, rows);
            return;
        }

        foreach (var week in rejected)
        {
            if (week.Date is { } date)
            {
                var kept = $"keeps its week from {LocalDateText.Format(date)} as it was";
                Kept.Add(KeptFacts.StoreNamed(store.Id), kept, week.Problem!, isKnown, week.ReadableRows);
            }
            else
            {
                Kept.Add(store.Id, week.Problem!, isKnown, week.ReadableRows);
            }
        }
    }
}
