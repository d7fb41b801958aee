using System.CommandLine;

namespace StoreMonitor.Commands;

/// <summary>A verb of the command line with examples for its help.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Example arguments with an explanation, such as <c>ingest --data exports</c>.</summary>
    public required HelpExample[] Examples { get; init; }
}

/// <summary>Example arguments and what they do.</summary>
/// <remarks>
/// It is a class because lists of tuples are compiled in each process, even if no help is printed: see docs/cold-start.md.
/// </remarks>
internal sealed record HelpExample(string Arguments, string Meaning);
