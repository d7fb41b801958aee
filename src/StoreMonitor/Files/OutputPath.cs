using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace StoreMonitor.Files;

/// <summary>Where a verb writes its result: a file, which is replaced whole, or a stream, which is written to and never read from.</summary>
/// <remarks>A symbolic link is followed, as a shell follows it: the file that it refers to is replaced, and the link stays.</remarks>
internal sealed class OutputPath
{
    private const string StandardOutput = "-";
    private const int StandardOutputDescriptor = 1;
    private const int StandardErrorDescriptor = 2;

    // Chosen: Linux follows 40.
    private const int MostLinks = 40;

    private static readonly string[] DescriptorFolders = ["/dev/fd", "/proc/self/fd"];

    // An open file of this process; null for what is opened by its path.
    private readonly int? _descriptor;

    private OutputPath(string path, int? descriptor)
    {
        (Path, _descriptor) = (path, descriptor);
        Entry = descriptor is null ? FileEntry.At(path) : null;
    }

    /// <summary>The full path, behind all links.</summary>
    public string Path { get; }

    /// <summary>What is there; <c>null</c> when nothing is.</summary>
    public FileEntry? Entry { get; }

    /// <summary>Whether it is written to as it is, not replaced: a pipe, or an open file of this process such as <c>/dev/stdout</c>.</summary>
    public bool IsStream => _descriptor is not null || Entry is { Kind: FileKind.Pipe };

    /// <summary>Whether it is a device, or would become a file where devices are.</summary>
    public bool IsDevice => _descriptor is null && (Entry is { Kind: FileKind.Device } || System.IO.Path.GetDirectoryName(Path) == "/dev");

    /// <param name="output">A path, or <c>-</c> for standard output; <c>./-</c> is a file of that name.</param>
    /// <exception cref="IOException">Its links lead in a circle.</exception>
    public static OutputPath Of(string output)
    {
        if (output == StandardOutput)
            return new OutputPath(output, StandardOutputDescriptor);

        var path = System.IO.Path.GetFullPath(output);
        for (var links = 0; links < MostLinks; links++)
        {
            if (DescriptorOf(path) is { } descriptor)
                return new OutputPath(path, descriptor);
            if (new FileInfo(path).LinkTarget is not { } target)
                return new OutputPath(path, null);
            path = System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(path)!);
        }

        throw new IOException($"the links at {output} lead in a circle");
    }

    /// <summary>Whether a path refers to the same file, by whatever name.</summary>
    public bool IsSameFileAs(string path) => Entry is { } entry && entry.IsSameAs(FileEntry.At(path));

    /// <summary>Writes to the stream. A cancellation ends the wait for whoever reads a pipe, or does not read it.</summary>
    /// <remarks>The thread that waits inside the system cannot be stopped; it ends with the process.</remarks>
    /// <exception cref="OperationCanceledException">Not all of it is written.</exception>
    public void WriteStream(Action<Stream> write, CancellationToken cancel)
    {
        var writing = Task.Run(
            () =>
            {
                using var stream = OpenStream();
                write(stream);
                stream.Flush();
            },
            cancel);
        Task.WaitAny([writing], cancel);
        writing.GetAwaiter().GetResult();
    }

    private Stream OpenStream() => _descriptor switch
    {
        StandardOutputDescriptor => Console.OpenStandardOutput(),
        StandardErrorDescriptor => Console.OpenStandardError(),
        { } descriptor => new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0),
        null => new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0),
    };

    private static int? DescriptorOf(string path)
    {
        if (path is "/dev/stdout")
            return StandardOutputDescriptor;
        if (path is "/dev/stderr")
            return StandardErrorDescriptor;
        return Array.IndexOf(DescriptorFolders, System.IO.Path.GetDirectoryName(path)) >= 0
            && int.TryParse(System.IO.Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor)
            ? descriptor
            : null;
    }
}
