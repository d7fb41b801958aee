using System.Runtime.InteropServices;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Threading;

namespace StoreMonitor.Storage.Sorting;

/// <summary>Sorted runs of polls in a scratch file, which no name leads to and which goes with the process.</summary>
internal sealed class PollRuns : IPollSink, IDisposable
{
    private readonly FileStream _file;
    private readonly List<long> _starts = [];

    /// <exception cref="IOException">The scratch file cannot be made.</exception>
    public PollRuns(string folder)
    {
        var path = Path.Combine(folder, $".polls-{Path.GetRandomFileName()}");
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);

        // Windows removes it when it is closed, also by a kill; elsewhere an open file needs no name.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    /// <summary>Begins a run; polls of an earlier run came in earlier.</summary>
    public void Begin() => _starts.Add(_file.Position);

    /// <summary>Adds to the run.</summary>
    /// <exception cref="IOException">The scratch file cannot be written, such as on a full disk.</exception>
    public void Take(ReadOnlySpan<PollFact> sorted) => _file.Write(MemoryMarshal.AsBytes(sorted));

    /// <summary>Hands out all polls in order, those of one store and instant by the order of their runs.</summary>
    public void Merge(IPollSink sink, CancellationToken cancel)
    {
        var merge = new PollMerge(_starts.Zip([.. _starts.Skip(1), _file.Position], (start, end) => new PollRun(_file.SafeFileHandle, start, end)));

        // One batch is merged while the one before is taken.
        OrderedPrefetch.Run(merge.Batches(), 1, batch => merge.Fill(batch), batch =>
        {
            cancel.ThrowIfCancellationRequested();
            sink.Take(batch.Polls);
            return true;
        });
    }

    public void Dispose() => _file.Dispose();
}
