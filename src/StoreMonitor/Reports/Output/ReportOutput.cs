using System.Text;
using StoreMonitor.Files;
using StoreMonitor.Settings;
using StoreMonitor.Storage;

namespace StoreMonitor.Reports.Output;

/// <summary>The destination of the <c>report</c> verb, protected against overwriting other files.</summary>
/// <remarks>
/// A report replaces an existing file of that name, so a typing error could destroy all facts. Input files, databases and devices are
/// always refused. Any other file is replaced only if a report wrote it, if it is empty, or if <c>--force</c> is given.
/// </remarks>
internal sealed class ReportOutput
{
    // More than a header with every column takes. Chosen.
    private const int LongestHeader = 4_096;

    private readonly OutputPath _path;

    private ReportOutput(string name)
    {
        Name = name;
        _path = OutputPath.Of(name);
    }

    /// <param name="output">A path, or <c>-</c> for standard output.</param>
    /// <param name="isInput">Whether a path is that of an input file or of the database.</param>
    /// <param name="isForced">Whether a file that no report wrote may be replaced.</param>
    /// <exception cref="UsageException">A report must not be written to the path.</exception>
    public ReportOutput(string output, Func<OutputPath, string?> isInput, bool isForced)
    {
        if (string.IsNullOrWhiteSpace(output))
            throw new UsageException("--output is empty");

        Name = output;
        _path = OutputPath.Of(output);
        if (IsStream)
            return;
        if (WhatIsThere(isInput) is { } what)
            throw new UsageException($"--output '{output}' is {what}, which a report cannot replace");
        if (!isForced && !IsReplaceable())
            throw new UsageException($"--output '{output}' is a file that no report wrote: name another file, or replace it with --force");

        AtomicFile.RemoveLeftBehind(Path.GetDirectoryName(_path.Path)!, name => name == Path.GetFileName(_path.Path));
    }

    /// <summary>The path as given.</summary>
    public string Name { get; }

    /// <summary>Whether the report is written to a pipe or an open file descriptor; otherwise it replaces a file.</summary>
    public bool IsStream => _path.IsStream;

    /// <summary>A file of the reports folder, which belongs to the program.</summary>
    public static ReportOutput Default(string path) => new(path);

    /// <summary>Writes the report: atomically to a file, or to a stream.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: a file is unchanged; a stream may hold an incomplete report.</exception>
    public void Write(Action<Stream> write, CancellationToken cancel)
    {
        if (IsStream)
        {
            _path.WriteStream(write, cancel);
            return;
        }

        using var file = new AtomicFile(_path.Path);
        write(file.Stream);
        file.Commit();
    }

    private string? WhatIsThere(Func<OutputPath, string?> isInput)
    {
        if (Databases.IsFileAt(_path.Path))
            return "a database";
        if (isInput(_path) is { } what)
            return what;
        if (_path.IsDevice)
            return "a device";
        return _path.Entry is { Kind: FileKind.Folder } ? "a folder" : null;
    }

    private bool IsReplaceable()
    {
        if (_path.Entry is not { } entry || entry.Length == 0)
            return true;

        using var reader = new StreamReader(_path.Path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), false);
        var start = new char[LongestHeader];
        var read = reader.ReadBlock(start);
        var end = Array.IndexOf(start, '\n', 0, read);
        return end >= 0 && ReportCsv.IsHeader(new string(start, 0, end));
    }
}
