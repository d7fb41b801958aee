using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Sampling;

/// <summary>The <c>sample</c> verb: synthetic data of any size, the same for the same options.</summary>
internal static class SampleVerb
{
    private const int SecondsPerDay = 24 * 60 * 60;

    // Fixed, for "now" would make other bytes each day. Its last week holds clock changes of several zones.
    private static readonly Instant DefaultEnd = Instant.FromUtc(2026, 3, 31, 23, 55);

    public static Command Build(TextWriter results)
    {
        var output = new Option<string>("--output") { HelpName = "DIR", Description = "The folder to write to", Required = true };
        var stores = Number("--stores", "How many stores", 60, 1, 10_000_000);
        var days = Number("--days", "How many days of polls", 60, 1, 36_525);
        var seed = Number("--seed", "Chooses among data sets", 1, 0, int.MaxValue);
        var pollEvery = Number("--poll-every", "How often a store is polled, in seconds, about", 10_800, 1, SecondsPerDay);
        var end = new Option<Instant>("--end")
        {
            HelpName = "INSTANT",
            Description = "No poll is at or after it (default: 2026-03-31T23:55:00Z)",
            DefaultValueFactory = _ => DefaultEnd,
            CustomParser = ParseInstant,
        };
        var storesFrom = new Option<string?>("--stores-from")
        {
            HelpName = "DIR",
            Description = "Take the hours and zones of DIR, and make polls for the first --stores stores (default: all) that they name",
        };

        var verb = new Command("sample", "Writes a synthetic data set") { output, stores, days, seed, end, pollEvery, storesFrom };
        verb.SetAction((parsed, cancel) =>
        {
            var from = parsed.GetValue(storesFrom);
            var isLimited = from is null || parsed.GetResult(stores) is { Implicit: false };
            var options = new SampleOptions(
                parsed.GetValue(output)!, isLimited ? parsed.GetValue(stores) : int.MaxValue, parsed.GetValue(days),
                parsed.GetValue(seed), parsed.GetValue(end), parsed.GetValue(pollEvery), from);
            var polls = SampleWriter.Write(options, cancel);
            results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Output}: {polls} polls"));
            return Task.FromResult(0);
        });
        return verb;
    }

    private static Option<int> Number(string name, string description, int fallback, int least, int most)
    {
        var option = new Option<int>(name)
        {
            HelpName = "N",
            Description = string.Create(CultureInfo.InvariantCulture, $"{description} (default: {fallback})"),
            DefaultValueFactory = _ => fallback,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && (number < least || number > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {number}: it lies between {least} and {most}"));
        });
        return option;
    }

    private static Instant ParseInstant(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (InstantText.TryParse(text, out Instant instant))
            return instant;

        result.AddError($"'{text}' is not an instant such as 2026-03-31T23:55:00Z");
        return default;
    }
}
