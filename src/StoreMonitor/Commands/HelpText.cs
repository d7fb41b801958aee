using System.CommandLine;
using StoreMonitor.Files;

namespace StoreMonitor.Commands;

/// <summary>The help of the program and of each verb, at most 80 columns wide.</summary>
internal static class HelpText
{
    private const string Program = "StoreMonitor";

    // Fits the longest option with its value. A longer one has its description on the next line.
    private const int NameColumns = 28;

    private static readonly (string Code, string Meaning)[] ExitCodes =
    [
        ("0", "done; rejected rows are counted, not fatal, unless told otherwise"),
        ("1", "failed, and the work in progress is rolled back"),
        ("2", "wrong usage; nothing was done"),
        ("130", "cancelled by Ctrl-C, and rolled back"),
        ("143", "cancelled by SIGTERM, and rolled back; the running service ends with 0"),
    ];

    /// <summary>Writes the help of a verb, or of the program if the command is the root.</summary>
    public static void Write(Command command, RootCommand root, TextWriter writer)
    {
        WrappedText.Write(writer, "", command.Description ?? "");
        Write(writer, "Usage", [($"{Program} {UsageOf(command, root)}".TrimEnd(), "")]);
        if (command == root)
            Write(writer, "Verbs", root.Subcommands.Select(verb => (verb.Name, verb.Description ?? "")));
        Write(writer, "Arguments", command.Arguments.Select(argument => (NameOf(argument), argument.Description ?? "")));
        Write(writer, "Options", OptionsOf(command, root).Select(option => (NameOf(option), option.Description ?? "")));
        Write(
            writer, "Examples", command is Verb verb ? verb.Examples.Select(e => ($"{Program} {e.Arguments}", e.Meaning)) : RootExamples());
        Write(writer, "Exit codes", ExitCodes);
    }

    /// <summary>The options that a command accepts: its own, and the global ones of the root.</summary>
    public static IEnumerable<Option> OptionsOf(Command command, RootCommand root) =>
        command == root ? root.Options : command.Options.Concat(root.Options.Where(option => option.Recursive));

    private static IEnumerable<(string, string)> RootExamples() =>
    [
        ($"{Program}", "the web service, on your data or on the sample"),
        ($"{Program} help report", "what a verb does, with its options"),
    ];

    private static string UsageOf(Command command, RootCommand root)
    {
        var arguments = string.Concat(command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues == 0 ? $" [{NameOf(argument)}]" : $" {NameOf(argument)}"));
        return command == root ? "[VERB] [options]" : $"{command.Name}{arguments} [options]";
    }

    private static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private static string NameOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private static void Write(TextWriter writer, string title, IEnumerable<(string Name, string Meaning)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;

        writer.WriteLine();
        writer.WriteLine($"{title}:");
        foreach (var (name, meaning) in all)
            WriteLine(writer, $"  {name}", meaning);
    }

    private static void WriteLine(TextWriter writer, string name, string meaning)
    {
        if (meaning.Length == 0 || name.Length > NameColumns - 2)
        {
            writer.WriteLine(name);
            name = "";
        }

        WrappedText.Write(writer, name.PadRight(NameColumns), meaning);
    }
}
