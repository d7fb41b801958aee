using System.Text.RegularExpressions;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Architecture;

/// <summary>A source file of the product: where it lies, its namespace, and the namespaces of ours that it names.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    public static readonly IReadOnlyList<SourceFile> All = ReadAll();

    public string Project => Path.Split('/')[0];

    /// <summary>The folder below the project: a slice; empty for Program.cs.</summary>
    public string Slice => Path.Split('/') is [_, var slice, _, ..] ? slice : "";

    public string Namespace => NamespacePattern().Match(Text).Groups[1].Value;

    public string ExpectedNamespace => string.Join('.', Path.Split('/')[..^1]);

    public int Lines => Text.Count(character => character == '\n');

    /// <summary>The text without comments on lines of their own and without its namespace.</summary>
    public string Code => CodeOf(Text);

    /// <summary>Ours, by using directive or by full name anywhere, comments left out.</summary>
    public IEnumerable<string> UsedNamespaces =>
        UsePattern().Matches(Code).Select(match => match.Value).Where(name => name != Namespace).Distinct();

    public override string ToString() => Path;

    private static string CodeOf(string text) => string.Join('\n', text.Split('\n')
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        .Where(line => !line.StartsWith("namespace ", StringComparison.Ordinal)));

    private static List<SourceFile> ReadAll()
    {
        var src = RepositoryRoot.PathOf("src");
        return [.. Directory.GetFiles(src, "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(System.IO.Path.GetRelativePath(src, path).Replace('\\', '/'), File.ReadAllText(path)))
            .Where(file => file.Path.Split('/') is not [_, "bin" or "obj", ..])
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"\bStoreMonitor(?:\.[A-Z]\w*)+")]
    private static partial Regex UsePattern();
}
