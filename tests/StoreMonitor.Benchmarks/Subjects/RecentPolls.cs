namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>The end of a history, as a data set of its own: the same stores, and those of their polls that are not older.</summary>
internal static class RecentPolls
{
    // "uuuu-MM-dd": as text these dates sort as they do in time.
    private const int DateLength = 10;

    /// <param name="days">How many dates to keep, with polls, up to the last.</param>
    public static void Copy(string from, string to, int days)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => Path.GetFileName(file) != DataSet.PollsName))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));

        var polls = Path.Combine(from, DataSet.PollsName);
        var first = File.ReadLines(polls).Skip(1).Select(DateOf).Distinct().OrderDescending().Take(days).Last();
        var header = File.ReadLines(polls).Take(1);
        var recent = File.ReadLines(polls).Skip(1).Where(line => string.CompareOrdinal(DateOf(line), first) >= 0);
        File.WriteAllLines(Path.Combine(to, DataSet.PollsName), header.Concat(recent));
    }

    private static string DateOf(string line) => line.Substring(line.LastIndexOf(',') + 1, DateLength);
}
