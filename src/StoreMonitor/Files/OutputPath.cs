using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace StoreMonitor.Files;

/// <summary>The destination of a verb's output: a file, which is replaced atomically, or a stream, which is only written to.</summary>
/// <remarks>Symbolic links are followed, as a shell does: the target file is replaced, and the link stays.</remarks>
internal sealed class OutputPath
{
    private const string StandardOutput = "-";
    private const int StandardOutputDescriptor = 1;
    private const int StandardErrorDescriptor = 2;

    // Chosen. Linux follows 40.
    private const int MaxLinks = 40;

    private static readonly string[] DescriptorFolders = ["/dev/fd", "/proc/self/fd"];

    // A file descriptor that this process has open; null if the output is opened by its path.
    private readonly int? _descriptor;

    private OutputPath(string path, int? descriptor)
    {
        (Path, _descriptor) = (path, descriptor);
        Entry = descriptor is null ? FileEntry.At(path) : null;
    }

    /// <summary>The full path with all links resolved.</summary>
    public string Path { get; }

    /// <summary>The entry at the path; <c>null</c> if there is none.</summary>
    public FileEntry? Entry { get; }

    /// <summary>
    /// Whether the output is written in place rather than replaced: a pipe, or an open descriptor such as <c>/dev/stdout</c>.
    /// </summary>
    public bool IsStream => _descriptor is not null || Entry is { Kind: FileKind.Pipe };

    /// <summary>Whether it is a device, or would create a file in the device folder.</summary>
    public bool IsDevice => _descriptor is null && (Entry is { Kind: FileKind.Device } || System.IO.Path.GetDirectoryName(Path) == "/dev");

    /// <param name="output">A path, or <c>-</c> for standard output; <c>./-</c> is a file of that name.</param>
    /// <exception cref="IOException">The links form a cycle.</exception>
    public static OutputPath Of(string output)
    {
        if (output == StandardOutput)
            return new OutputPath(output, StandardOutputDescriptor);

        var path = System.IO.Path.GetFullPath(output);
        for (var links = 0; links < MaxLinks; links++)
        {
            if (DescriptorOf(path) is { } descriptor)
                return new OutputPath(path, descriptor);
            if (new FileInfo(path).LinkTarget is not { } target)
                return new OutputPath(path, null);
            path = System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(path)!);
        }

        throw new IOException($"the links at {output} lead in a circle");
    }

    /// <summary>Whether a path refers to the same file, whatever its name.</summary>
    public bool IsSameFileAs(string path) => Entry is { } entry && entry.IsSameAs(FileEntry.At(path));

    /// <summary>Writes to the stream. Cancellation stops waiting for a pipe reader that is slow or absent.</summary>
    /// <remarks>The thread that is blocked in the system call cannot be stopped; it ends with the process.</remarks>
    /// <exception cref="OperationCanceledException">Not all of the output was written.</exception>
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
