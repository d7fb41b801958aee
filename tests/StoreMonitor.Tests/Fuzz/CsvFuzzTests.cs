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
            ExpectAccount(summary, name, before, database.Count(), HasEmptyField(bytes), because);
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

    private static void ExpectAccount(IngestSummary summary, string name, FactCounts before, FactCounts after, bool hasEmptyField, string because)
    {
        var file = summary.Files.Single(file => file.File == name);
        file.Read.Should().Be(
            file.Written.Stored + file.Written.Unchanged + file.Written.Replaced + file.Rejected + file.Kept.RowsNotTaken, because);
        var stored = file.Written.Stored;
        var isStatus = name == "store_status.csv";
        var isZones = name == "timezones.csv";
        (after.Polls - before.Polls).Should().Be(isStatus ? stored : 0, because);
        (after.Zones - before.Zones).Should().Be(isZones ? stored : 0, because);
        var hours = after.Hours - before.Hours;
        var net = stored + file.Written.Replaced - file.Written.Removed;
        if (isStatus || isZones || !hasEmptyField)
            hours.Should().Be(isStatus || isZones ? 0 : net, because);
        else
            hours.Should().BeLessThanOrEqualTo(net, because);
        if (stored > 0)
            after.Version.Should().BeGreaterThan(before.Version, because);
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
