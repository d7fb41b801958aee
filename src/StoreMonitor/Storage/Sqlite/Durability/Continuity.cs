using StoreMonitor.Files;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Sqlite.Connections;

namespace StoreMonitor.Storage.Sqlite.Durability;

/// <summary>Verifies that a database has everything that was acknowledged, and that nobody has put another one in its place.</summary>
/// <remarks>
/// What was acknowledged is read before the facts: a writer that comes between the two is ahead of it, never behind. See
/// docs/decisions/0013.
/// </remarks>
internal sealed class Continuity(DatabaseAddress address)
{
    private const string Replaced =
        "was replaced while it was in use: stop the service before a copy is put in its place, and start it again";

    private readonly AcknowledgedFile _file = new(address.RealPath);

    // What this process has seen of the facts so far; replaced as a whole, by any thread.
    private Acknowledged? _seen;

    // The file on which a service began its session; null while none has.
    private FileEntry? _inUse;

    private string Log => address.RealPath + "-wal";

    /// <summary>From now on, another file in the place of this one is refused, even if it has the same facts.</summary>
    /// <remarks>
    /// The connections that a service keeps open stay on the old file. When they are closed, SQLite would remove the log by its name, which
    /// then belongs to the new file.
    /// </remarks>
    public void KeepFile() => _inUse = FileEntry.At(address.RealPath);

    /// <summary>What the facts that are read next must have at least.</summary>
    /// <exception cref="DatabaseRefusedException">
    /// The file is no longer the one that is in use, or the log beside it belongs to another database, which SQLite would mix with it.
    /// </exception>
    public Expectation Expect()
    {
        MustBeInUse();
        var acknowledged = _file.Read();
        if (acknowledged is not null && new FileInfo(Log) is { Exists: true, Length: > 0 })
            MustOwnLog(acknowledged);
        return new Expectation(acknowledged, Volatile.Read(ref _seen));
    }

    /// <summary>Compares facts with what was expected of them.</summary>
    /// <exception cref="DatabaseRefusedException">They are those of another database, or older ones.</exception>
    public void Verify(FactsState facts, Expectation expected)
    {
        if (expected.Seen is { } seen
            && (facts.DatabaseId != seen.DatabaseId || facts.Version < seen.Version || facts.Session < seen.Session))
        {
            throw Refused(Replaced);
        }

        if (expected.Acknowledged is { } acknowledged)
        {
            if (facts.DatabaseId != acknowledged.DatabaseId)
                throw Refused($"is not the one that {_file.Path} belongs to: if this database is meant, remove that file");
            if (facts.Version < acknowledged.Version)
            {
                throw Refused(
                    $"has lost facts that were acknowledged (they had version {acknowledged.Version}, and have {facts.Version}): "
                    + $"restore a backup; if this older copy is meant, remove {_file.Path}");
            }
        }

        See(new Acknowledged(facts.DatabaseId, facts.Version, facts.Session));
    }

    /// <summary>Records what was stored, before anybody is told that it is.</summary>
    /// <param name="facts">What is committed.</param>
    public void Acknowledge(FactsState facts)
    {
        // The session counts once it is in the database file itself.
        var session = ReadWithoutLog() is { } stored && stored.DatabaseId == facts.DatabaseId ? stored.Session : 0;
        See(new Acknowledged(facts.DatabaseId, facts.Version, facts.Session));
        _file.Advance(new Acknowledged(facts.DatabaseId, facts.Version, session));
    }

    /// <summary>The same without the session, which is that of an earlier call: it costs one write of a sector and one flush.</summary>
    /// <inheritdoc cref="Acknowledge"/>
    public void AcknowledgeVersion(FactsState facts)
    {
        See(new Acknowledged(facts.DatabaseId, facts.Version, facts.Session));
        _file.Advance(new Acknowledged(facts.DatabaseId, facts.Version, Session: 0));
    }

    // A file that is gone is reported by whoever opens it. Without inodes (not on Linux) nothing is known.
    private void MustBeInUse()
    {
        if (_inUse is { Inode: not 0 } used && FileEntry.At(address.RealPath) is { } found && !used.IsSameAs(found))
            throw Refused(Replaced);
    }

    private void MustOwnLog(Acknowledged acknowledged)
    {
        if (ReadWithoutLog() is { } stored && (stored.DatabaseId != acknowledged.DatabaseId || stored.Session < acknowledged.Session))
        {
            throw Refused(
                $"is a copy that was put in place beside the log of another one: remove {Log}, {address.RealPath}-shm and {_file.Path}, "
                + "which belong to what was in its place before");
        }
    }

    // Null while it cannot be told, such as when a checkpoint is writing the page.
    private FactsState? ReadWithoutLog()
    {
        try
        {
            using var connection = new ReadConnection(
                FileAddress.Immutable(address.RealPath), isReadOnly: true, address.Vfs, TimeSpan.Zero);
            return FactsMetadata.Read(connection);
        }
        catch (Exception unreadable) when (StorageFailure.Of(unreadable) is not null)
        {
            return null;
        }
    }

    private void See(Acknowledged facts)
    {
        var seen = Volatile.Read(ref _seen);
        while (Interlocked.CompareExchange(ref _seen, seen?.Advance(facts) ?? facts, seen) is var now && !ReferenceEquals(now, seen))
            seen = now;
    }

    private DatabaseRefusedException Refused(string reason) => new(address.Path, reason);
}

/// <summary>What facts must have at least.</summary>
/// <param name="Acknowledged">What any process has acknowledged; <c>null</c> when that is not known.</param>
/// <param name="Seen">What this process has seen before; <c>null</c> when it has seen nothing.</param>
internal sealed record Expectation(Acknowledged? Acknowledged, Acknowledged? Seen);
