namespace StoreMonitor.Tests.Support.PowerLoss;

/// <summary>
/// A folder on a disk that keeps what was synced. Of the rest, a power cut leaves any of the sectors that were written, and any first
/// part of the names that were made, changed or removed, because file systems keep a journal of names in order.
/// </summary>
internal sealed class UnreliableDisk
{
    private readonly Dictionary<string, FileContent> _names;
    private readonly Dictionary<string, FileContent> _durableNames;
    private readonly List<PendingName> _pendingNames = [];

    /// <param name="files">What is on the disk at the beginning.</param>
    public UnreliableDisk(IReadOnlyDictionary<string, byte[]> files)
    {
        _names = files.ToDictionary(file => file.Key, file => new FileContent(file.Value));
        _durableNames = new Dictionary<string, FileContent>(_names);
    }

    public void Apply(DiskCall call)
    {
        switch (call)
        {
            case DiskCall.Create create:
                Create(create);
                break;
            case DiskCall.Write write:
                _names[write.Path].Write(write);
                break;
            case DiskCall.Resize resize:
                _names[resize.Path].Write(resize);
                break;
            case DiskCall.Rename rename:
                Change(new PendingName(Added: null, names => names[rename.To] = Taken(names, rename.From)));
                break;
            case DiskCall.Remove remove:
                Change(new PendingName(Added: null, names => names.Remove(remove.Path)));
                break;
            case DiskCall.Sync sync:
                Sync(sync.Path);
                break;
        }
    }

    /// <summary>The files that are there when the power is back.</summary>
    /// <param name="chance">How likely it is that something that was not synced is kept: 0 for nothing, 1 for everything.</param>
    public Dictionary<string, byte[]> AfterPowerLoss(Random random, double chance)
    {
        var names = new Dictionary<string, FileContent>(_durableNames);
        foreach (var change in _pendingNames.TakeWhile(_ => random.NextDouble() < chance))
            change.Apply(names);
        return names.ToDictionary(file => file.Key, file => file.Value.AfterPowerLoss(random, chance));
    }

    private void Create(DiskCall.Create create)
    {
        if (!_names.ContainsKey(create.Path))
        {
            var added = new FileContent([]);
            Change(new PendingName(added, names => names[create.Path] = added));
        }

        if (create.IsEmptied)
            _names[create.Path].Write(new DiskCall.Resize(create.Path, 0));
    }

    private void Change(PendingName change)
    {
        change.Apply(_names);
        _pendingNames.Add(change);
    }

    // A file that is synced has its name on the disk too, and what the journal of names has before it.
    private void Sync(string path)
    {
        if (!_names.TryGetValue(path, out var content))
        {
            Keep(_pendingNames.Count);
            return;
        }

        content.Sync();
        Keep(_pendingNames.FindIndex(change => change.Added == content) + 1);
    }

    private void Keep(int count)
    {
        _pendingNames.GetRange(0, count).ForEach(change => change.Apply(_durableNames));
        _pendingNames.RemoveRange(0, count);
    }

    private static FileContent Taken(Dictionary<string, FileContent> names, string path)
    {
        names.Remove(path, out var content);
        return content!;
    }

    /// <param name="Added">The file that gets its first name.</param>
    private sealed record PendingName(FileContent? Added, Action<Dictionary<string, FileContent>> Apply);
}
