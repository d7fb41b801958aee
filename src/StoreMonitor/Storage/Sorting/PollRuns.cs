using System.Runtime.InteropServices;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Threading;

namespace StoreMonitor.Storage.Sorting;

/// <summary>Sorted runs of polls in an unnamed scratch file, which disappears with the process.</summary>
internal sealed class PollRuns : IPollSink, IDisposable
{
    private readonly FileStream _file;
    private readonly List<long> _starts = [];

    /// <exception cref="IOException">The scratch file cannot be created.</exception>
    public PollRuns(string folder)
    {
        var path = Path.Combine(folder, $".polls-{Path.GetRandomFileName()}");
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);

        // Windows removes the file when its last handle is closed, even after a kill. Elsewhere an open file needs no name.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    /// <summary>Begins a run. Its polls arrived after those of all earlier runs.</summary>
    public void Begin() => _starts.Add(_file.Position);

    /// <summary>Appends to the current run.</summary>
    /// <exception cref="IOException">The scratch file cannot be written, such as on a full disk.</exception>
    public void Take(ReadOnlySpan<PollFact> sorted) => _file.Write(MemoryMarshal.AsBytes(sorted));

    /// <summary>Merges all runs in key order; equal keys keep the order of their runs.</summary>
    public void Merge(IPollSink sink, CancellationToken cancel)
    {
        var ends = _starts.Skip(1).Append(_file.Position);
        var merge = new PollMerge(_starts.Zip(ends, (start, end) => new PollRun(_file.SafeFileHandle, start, end)));

        // One batch is merged while the previous one is consumed.
        OrderedPrefetch.Run(merge.Batches(), 1, batch => merge.Fill(batch), batch =>
        {
            cancel.ThrowIfCancellationRequested();
            sink.Take(batch.Polls);
            return true;
        });
    }

    public void Dispose() => _file.Dispose();
}
