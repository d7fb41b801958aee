using System.CommandLine;
using System.Globalization;
using NodaTime;
using StoreMonitor.Commands;
using StoreMonitor.Core.Text;
using StoreMonitor.Settings;

namespace StoreMonitor.Sampling;

/// <summary>The <c>sample</c> verb: synthetic data of any size, deterministic by its options.</summary>
internal static class SampleVerb
{
    private const int SecondsPerDay = 24 * 60 * 60;
    private const int MaxStores = 10_000_000;

    // It is fixed because "now" would change the bytes each day. Its last week holds clock changes of several zones.
    private static readonly Instant DefaultEnd = Instant.FromUtc(2026, 3, 31, 23, 55);

    // Leaves room for the longest sample and the days around it to have four-digit years.
    private static readonly Interval Ends = new(Instant.FromUtc(1000, 1, 1, 0, 0), Instant.FromUtc(9000, 1, 1, 0, 0));

    public static Command Build(TextWriter results)
    {
        var output = Option("--output", "DIR", "The folder to write to");
        output.Required = true;
        var stores = Option("--stores", "N", "How many stores (default: 60)");
        var days = Option("--days", "D", "How many days of polls (default: 60)");
        var seed = Option("--seed", "S", "Chooses among data sets (default: 1)");
        var end = Option("--end", "INSTANT", "No poll is at or after it (default: 2026-03-31T23:55:00Z)");
        var pollEvery = Option("--poll-every", "SECONDS", "How often a store is polled, about (default: 10800)");

        var force =
            new Option<string>("--force") { Description = "Replace files of DIR that this verb did not write", Arity = ArgumentArity.Zero };

        var verb = new Verb("sample", "Writes a synthetic data set; the same options always write the same bytes")
        {
            Examples =
            [
                new("sample --output trial", "60 stores for 60 days"),
                new("sample --output large --stores 3700 --days 64", "as large as a real one"),
            ],
        };
        foreach (var option in new Option[] { output, stores, days, seed, end, pollEvery, force })
            verb.Options.Add(option);

        // The action runs in the background because signals are handled only after it has returned its task.
        verb.SetAction((parsed, cancel) => Task.Run(() => Write(parsed, cancel), cancel));
        return verb;

        void Write(ParseResult parsed, CancellationToken cancel)
        {
            var folder = parsed.GetValue(output);
            if (string.IsNullOrWhiteSpace(folder))
                throw new UsageException("--output is empty");
            var options = new SampleOptions(
                folder,
                Number(parsed, stores, 60, 1, MaxStores),
                Number(parsed, days, 60, 1, 36_525),
                Number(parsed, seed, 1, 0, int.MaxValue),
                parsed.GetValue(end) is { } text ? InstantOf(text) : DefaultEnd,
                Number(parsed, pollEvery, 10_800, 1, SecondsPerDay))
            {
                IsForced = parsed.GetResult(force) is not null,
            };
            var polls = SampleWriter.Write(options, cancel);
            results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Output}: {polls} polls"));
        }
    }

    private static Option<string> Option(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static int Number(ParseResult parsed, Option<string> option, int fallback, int least, int most)
    {
        if (parsed.GetValue(option) is not { } text)
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{option.Name} '{text}' is not a whole number from {least} to {most}");
    }

    private static Instant InstantOf(string text) => InstantText.TryParse(text, out Instant instant) && Ends.Contains(instant)
        ? instant
        : throw new UsageException($"--end '{text}' is not an instant such as 2026-03-31T23:55:00Z");
}
