using System.CommandLine;
using StoreMonitor.Commands;
using StoreMonitor.Core.Reports;
using StoreMonitor.Settings;
using StoreMonitor.Uptime;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>explain</c> verb: shows how the figures of one store are derived.</summary>
internal static class ExplainVerb
{
    private const string Json = "json";

    private static readonly string[] Formats = ["text", Json];

    public static Command Build(VerbContext context)
    {
        var store = new Argument<string>("STORE_ID") { Description = "The store, as the files name it" };
        var window = new Option<string?>("--window")
        {
            HelpName = string.Join("|", ReportWindow.All.Select(w => w.Name)),
            Description = "One window of the report (default: all three)",
        };
        window.AcceptOnlyFromAmong([.. ReportWindow.All.Select(w => w.Name)]);
        var format = CommandOptions.Text("--format", string.Join("|", Formats), "For a person or for a program (default: text)");
        var verb = new Verb("explain", "Shows how a store's figures are derived")
        {
            Examples =
            [
                new("explain 7001938745361280342", "all three windows of the report"),
                new("explain 7001938745361280342 --window last_day", "one of them"),
                new("explain 7001938745361280342 --format json", "for a program"),
            ],
        };
        verb.Arguments.Add(store);
        foreach (var option in new Option[] { window, format, CommandOptions.AsOf, CommandOptions.Interpolation, CommandOptions.MaxCarry })
            verb.Options.Add(option);
        VerbContext.SetAction(verb, (parsed, cancel) =>
        {
            var (asOf, uptime) = (CommandOptions.AsOfIn(parsed, context.Diagnostics), CommandOptions.UptimeIn(parsed));
            var isJson = IsJson(parsed.GetValue(format));
            var (options, facts) = context.OpenToRead(parsed, cancel);
            var windows = ReportWindow.All.Where(w => parsed.GetValue(window) is not { } name || w.Name == name).ToList();
            var explained = new ExplainCommand(facts, context.Clock).Explain(
                parsed.GetValue(store)!, asOf ?? options.NowByClock(context.Clock), uptime.Over(options), windows);
            if (isJson)
                context.Results.WriteLine(new ExplanationJson(explained).Text());
            else
                new ExplanationText(explained, context.Results).Write();
        });
        return verb;
    }

    private static bool IsJson(string? format)
    {
        if (format is null || Formats.Contains(format, StringComparer.OrdinalIgnoreCase))
            return Json.Equals(format, StringComparison.OrdinalIgnoreCase);
        throw new UsageException($"--format '{format}' is not one of {string.Join(", ", Formats)}");
    }
}
