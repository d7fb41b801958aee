using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using StoreMonitor.Ingestion;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Fuzz;

/// <summary>
/// Damaged files, one after the other: each row is stored, known, replaced or rejected, or the file is refused and nothing changes.
/// STOREMONITOR_FUZZ says how many.
/// </summary>
public sealed class CsvFuzzTests
{
    // A database serves so many inputs: a seed that fails brings its history along.
    private const int InputsPerDatabase = 50;

    // Far above the largest input's, far below what would hurt.
    private const long MostAllocated = 128L << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly (string Name, byte[] Content)[] Valid =
    [
        ("store_status.csv", Text(
            Cli.StatusHeader, "a,active,2024-10-07 10:00:00.123456 UTC", "\"b, c\",inactive,2024-10-07T10:00:00Z",
            "8419537941919820732,ACTIVE,2024-10-07 12:00:00+02:00",
            "\"say \"\"hi\"\"\",active,2024-10-07 10:00:00 UTC", "東京,inactive,2024-10-08 00:00:00 UTC",
            "a,inactive,2024-10-07 10:00:00.123456 UTC",
            "a,active,2024-10-14 12:05:00 UTC", "\"two\nlines\",active,2024-10-07 10:00:00 UTC")),
        ("menu_hours.csv", Text(
            Cli.HoursHeader, "a,0,09:00:00,17:00:00", "a,1,9:00,17:00",
            "\"b, c\",6,22:00,02:00", "a,0,18:00,18:00", "東京,3,00:00:00,23:59:59", "a,0,09:00:00,17:00:00")),
        ("timezones.csv", Text(Cli.ZonesHeader, "a,America/Chicago", "\"b, c\",UTC", "東京,Asia/Tokyo", "a,Asia/Beirut", "d, Asia/Kolkata ")),
        ("menu_hours.csv", Text(
            $"{Cli.HoursHeader},effective_from", "a,0,09:00:00,17:00:00,", "a,1,9:00,17:00,2024-11-01", "\"b, c\",6,,,2024-11-01", "東京,3,00:00,26:00,1999-12-31")),
        ("timezones.csv", Text($"{Cli.ZonesHeader},effective_from", "a,America/Chicago,", "a,UTC,2024-11-01", "東京,Asia/Tokyo,2024-11-01 00:00:00")),
        ("special_hours.csv", Text(
            "store_id,date,start_time_local,end_time_local", "a,2024-12-24,09:00,12:00", "a,2024-12-24,13:00,25:00", "a,2024-12-25,,", "\"b, c\",2024-12-25,9:00 AM,9:00 PM")),
        ("closures.csv", Text(
            "store_id,from_utc,to_utc,reason", "a,2024-10-07 10:00:00 UTC,2024-10-07 12:00:00 UTC,paint", "a,2024-10-07T11:00:00+02:00,2024-10-09T11:00:00Z,\"a \"\"b\"\"\"", "東京,2024-10-07 10:00 UTC,2024-10-08 10:00 UTC,")),
        ("stores.csv", Text("store_id,name,group,group2", "a,Corner,North,Big", "\"b, c\",\"say \"\"hi\"\"\",North,", "東京,東京,,")),
        ("groups.csv", Text("group,store_id", "North,a", "North,\"b, c\"", "\"=1\",東京", "Empty,")),
    ];

    [Fact]
    public Task Each_row_of_a_damaged_file_is_accounted_for_or_the_file_is_refused() =>
        RandomRuns.Repeat((RandomRuns.Inputs + InputsPerDatabase - 1) / InputsPerDatabase, async random =>
        {
            using var database = new FuzzedDatabase();
            for (var input = 1; input <= Math.Min(InputsPerDatabase, RandomRuns.Inputs); input++)
            {
                var (name, valid) = Valid[random.Next(Valid.Length)];
                var bytes = CsvMutation.Of(valid, random);
                var weeksAreNew = random.Next(2) == 0;
                await Task.Run(() => Expect(database, name, bytes, weeksAreNew, input));
            }
        });

    private static void Expect(FuzzedDatabase database, string name, byte[] bytes, bool weeksAreNew, int input)
    {
        if (weeksAreNew)
            database.ForgetHours();
        var before = database.Count();
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(Longest);
        var because = $"input {input}, {name} of {bytes.Length} bytes: {Convert.ToBase64String(bytes[..Math.Min(bytes.Length, 2_000)])}";
        try
        {
            var summary = database.Ingest(name, bytes, patience.Token);
            ExpectAccount(summary, name, before, database.Count(), bytes, because);
            ExpectList(summary, because);
        }
        catch (FileRefusedException refusal)
        {
            ExpectRefusal(refusal, name, before, database.Count(), because);
        }
        catch (PartlyIngestedException partly) when (partly.InnerException is FileRefusedException refusal)
        {
            ExpectRefusal(refusal, name, before, database.Count(), because);
            refusal.IsForRejectedRows.Should().BeTrue(because);
            partly.Stored.RejectedListPath.Should().NotBeNull(because);
        }
        catch (Exception failure) when (failure.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"{failure.GetType().Name}, {because}", failure);
        }

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(Longest, because);
        (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore).Should().BeLessThan(MostAllocated, because);
        if (Directory.Exists(database.ReportsFolder))
            Directory.GetFiles(database.ReportsFolder, "*.partial").Should().BeEmpty(because);
    }

    private static void ExpectRefusal(FileRefusedException refusal, string name, FactCounts before, FactCounts after, string because)
    {
        refusal.Message.Should().StartWith($"{name}: ", because).And.EndWith("; nothing of it was stored", because);
        after.Should().Be(before, because);
    }

    // A row of hours without times says that the store is closed, and adds no row to its week.
    private static bool HasEmptyField(byte[] bytes) =>
        Regex.IsMatch(Encoding.UTF8.GetString(bytes), @"[,;\t][\s\p{C}""]*([,;\t\r\n]|$)");

    private static void ExpectAccount(IngestSummary summary, string name, FactCounts before, FactCounts after, byte[] bytes, string because)
    {
        var file = summary.Files.Single(file => file.File == name);
        file.Read.Should().Be(
            file.Written.Stored + file.Written.Unchanged + file.Written.Replaced + file.Rejected + file.Kept.RowsNotTaken, because);
        var stored = file.Written.Stored;
        var isDated = Encoding.Latin1.GetString(bytes).Replace("\0", "", StringComparison.Ordinal).Contains("effective", StringComparison.OrdinalIgnoreCase);
        (after.Polls - before.Polls).Should().Be(name == "store_status.csv" ? stored : 0, because);
        (after.Closures - before.Closures).Should().Be(name == "closures.csv" ? stored : 0, because);
        if (!isDated)
            (after.Zones - before.Zones).Should().Be(name == "timezones.csv" ? stored : 0, because);
        ExpectHours(name, file, after.Hours - before.Hours, isDated, HasEmptyField(bytes), because);
        if (stored > 0)
            after.Version.Should().BeGreaterThan(before.Version, because);
    }

    // Dated rows are not in the undated week.
    private static void ExpectHours(string name, FileSummary file, long hours, bool isDated, bool hasEmptyField, string because)
    {
        var net = file.Written.Stored + file.Written.Replaced - file.Written.Removed;
        if (name != "menu_hours.csv")
            hours.Should().Be(0, because);
        else if (!isDated && hasEmptyField)
            hours.Should().BeLessThanOrEqualTo(net, because);
        else if (!isDated)
            hours.Should().Be(net, because);
    }

    // Values are shown on one line each, so the list has a line for the header and one for each row.
    private static void ExpectList(IngestSummary summary, string because)
    {
        var rejected = summary.Files.Sum(file => file.Rejected);
        (summary.RejectedListPath is null).Should().Be(rejected == 0, because);
        if (summary.RejectedListPath is { } path)
            File.ReadAllText(path).Count(character => character == '\n').Should().Be((int)rejected + 1, because);
    }

    private static byte[] Text(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
