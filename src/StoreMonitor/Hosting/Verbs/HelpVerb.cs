using System.CommandLine;
using System.CommandLine.Invocation;
using StoreMonitor.Commands;
using StoreMonitor.Settings;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>The <c>help</c> verb, and <c>--help</c>.</summary>
internal static class HelpVerb
{
    public static Command Build(RootCommand root, VerbContext context)
    {
        var name =
            new Argument<string?>("VERB") { Description = "The verb to explain (default: the program)", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb("help", "Explains a verb: its options, examples and exit codes")
        {
            Examples = [new("help report", "the same as report --help")],
        };
        verb.Arguments.Add(name);
        verb.SetAction(parsed => HelpText.Write(Find(root, parsed.GetValue(name)), root, context.Results));
        return verb;
    }

    /// <summary>Makes <c>--help</c> write our help instead of the library's.</summary>
    public static void Replace(RootCommand root, VerbContext context)
    {
        foreach (var option in root.Options.OfType<System.CommandLine.Help.HelpOption>())
        {
            option.Description = "Show this help";

            // Names that start with a slash could be store ids.
            option.Aliases.Remove("/h");
            option.Aliases.Remove("/?");
            option.Action = new ShowHelp(root, context);
        }

        foreach (var option in root.Options.OfType<VersionOption>())
            option.Description = "Show the version";
    }

    private static Command Find(RootCommand root, string? name)
    {
        if (name is null)
            return root;
        return root.Subcommands.FirstOrDefault(verb => verb.Name == name)
            ?? throw new UsageException(CommandLine.Unknown(name, "not a verb", root.Subcommands.Select(verb => verb.Name)));
    }

    /// <summary>Writes the help of the parsed command; usage errors beside <c>--help</c> are ignored.</summary>
    internal sealed class ShowHelp(RootCommand root, VerbContext context) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            HelpText.Write(parseResult.CommandResult.Command, root, context.Results);
            return CommandLine.Done;
        }
    }
}
