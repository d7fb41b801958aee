using System.CommandLine;
using StoreMonitor.Commands;
using StoreMonitor.Settings;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>serve</c> verb, which also runs if no verb is given.</summary>
internal static class ServeVerb
{
    public const string Name = "serve";

    public static Command Build(VerbContext context)
    {
        var verb = new Verb(Name, "Runs the web service, which is the default")
        {
            TreatUnmatchedTokensAsErrors = false,
            Examples =
            [
                new("serve", "on your data in data/, or on the sample"),
                new("serve --data /srv/exports --database /srv/monitor.db", "on other folders"),
                new("serve --Reports:QueueLimit=50", "any setting can be an option"),
            ],
        };
        AddTo(verb, context);
        return verb;
    }

    /// <summary>Adds the options and the action of the verb to a command.</summary>
    public static void AddTo(Command command, VerbContext context)
    {
        command.Options.Add(ServeSettings.Urls);
        command.SetAction((parsed, cancel) => Serve(context, parsed, cancel));
    }

    private static async Task<int> Serve(VerbContext context, ParseResult parsed, CancellationToken cancel)
    {
        var app = WebService.Build(
            ServeSettings.ForwardedArguments(parsed), VerbContext.Overrides(parsed), context.Clock, context.ServiceDiagnostics);
        await using var running = app;
        await WebService.Run(app, context.ServiceDiagnostics, cancel);
        return context.Signals is { WasInterrupted: true } ? Signals.ExitCodeOfInterrupt : CommandLine.Done;
    }
}
