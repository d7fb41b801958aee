using System.CommandLine;

namespace StoreMonitor.Commands;

/// <summary>A verb of the command line, with examples for its help.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Arguments that can be typed after the name of the program, each with what it does: <c>ingest --data exports</c>.</summary>
    public required HelpExample[] Examples { get; init; }
}

/// <summary>Arguments to try, and what they do.</summary>
/// <remarks>A class in an array, because lists of tuples are compiled anew in each process, also where no help is asked for.</remarks>
internal sealed record HelpExample(string Arguments, string Meaning);
