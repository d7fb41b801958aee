using System.CommandLine;

namespace StoreMonitor.Hosting.Verbs;

/// <summary>A verb of the command line, with examples for its help.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Arguments that can be typed after the name of the program, each with what it does: <c>ingest --data exports</c>.</summary>
    public required IReadOnlyList<(string Arguments, string Meaning)> Examples { get; init; }
}
