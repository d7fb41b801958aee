using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Sqlite.Durability;

/// <summary>What was acknowledged of a database.</summary>
/// <param name="DatabaseId">Which database: see <see cref="FactsState.DatabaseId"/>.</param>
/// <param name="Version">The facts have at least this version: whoever stored them was told so.</param>
/// <param name="Session">The database file itself, without its log, has at least this session.</param>
internal sealed record Acknowledged(long DatabaseId, long Version, long Session)
{
    /// <summary>Both together; of another database, only what is reached now.</summary>
    public Acknowledged Advance(Acknowledged reached) => reached.DatabaseId != DatabaseId
        ? reached
        : reached with { Version = Math.Max(Version, reached.Version), Session = Math.Max(Session, reached.Session) };
}

/// <summary>Keeps what was acknowledged beside the database, outside of it and of its log: docs/decisions/0013.</summary>
/// <remarks>
/// The file has two records, each with a checksum. The older one is written over, so a write that is torn leaves the newer one. It is
/// written
/// after a commit and before the acknowledgement: it may lag behind the database, but never be ahead of it.
/// </remarks>
internal sealed class AcknowledgedFile(string databasePath)
{
    /// <summary>What is added to the name of the database.</summary>
    public const string Suffix = "-state";

    // Each record is in a sector of its own.
    private const int Sector = 512;
    private const int Numbers = 5;
    private const int RecordLength = (Numbers + 1) * sizeof(long);

    // "StMoAck1", read as a number.
    private const long Magic = 0x3161_6B41_6F4D_7453;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public string Path => databasePath + Suffix;

    /// <summary>What was acknowledged; <c>null</c> when the file does not exist.</summary>
    /// <exception cref="DatabaseRefusedException">The file is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Acknowledged? Read()
    {
        if (!File.Exists(Path))
            return null;

        using var file = Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return ReadLatest(file).State;
    }

    /// <summary>Records that so much is acknowledged. It is on the disk when this returns.</summary>
    /// <inheritdoc cref="Read"/>
    public void Advance(Acknowledged reached)
    {
        var isNew = !File.Exists(Path);
        using var file = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        // Whoever may write the database may write this file.
        if (isNew && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, File.GetUnixFileMode(databasePath));

        var (state, generation) = ReadLatest(file);
        var advanced = state?.Advance(reached) ?? reached;
        if (advanced == state)
            return;

        RandomAccess.Write(file, Record(advanced, generation + 1), Sector * ((generation + 1) % 2));
        RandomAccess.FlushToDisk(file);
    }

    private SafeFileHandle Open(FileMode mode, FileAccess access, FileShare share)
    {
        // Another process has it open for as long as a write takes.
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return File.OpenHandle(Path, mode, access, share);
            }
            catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException) && waited < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private (Acknowledged? State, long Generation) ReadLatest(SafeFileHandle file)
    {
        Span<byte> content = stackalloc byte[Sector + RecordLength];
        content.Clear();
        var length = RandomAccess.Read(file, content, 0);
        var first = Parse(content);
        var second = Parse(content[Sector..]);
        if (first.State is null && second.State is null)
        {
            return length == 0
                ? (null, 0)
                : throw new DatabaseRefusedException(
                    databasePath, $"cannot be checked: {Path} is damaged. If the database is right, remove that file");
        }

        return first.Generation > second.Generation ? first : second;
    }

    private static byte[] Record(Acknowledged state, long generation)
    {
        long[] numbers = [Magic, state.DatabaseId, state.Version, state.Session, generation, 0];
        numbers[Numbers] = Checksum.Of(numbers.AsSpan(0, Numbers));
        var record = new byte[RecordLength];
        for (var index = 0; index < numbers.Length; index++)
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(index * sizeof(long)), numbers[index]);
        return record;
    }

    private static (Acknowledged? State, long Generation) Parse(ReadOnlySpan<byte> record)
    {
        Span<long> numbers = stackalloc long[Numbers + 1];
        for (var index = 0; index < numbers.Length; index++)
            numbers[index] = BinaryPrimitives.ReadInt64LittleEndian(record[(index * sizeof(long))..]);
        return numbers[0] == Magic && numbers[Numbers] == Checksum.Of(numbers[..Numbers])
            ? (new Acknowledged(numbers[1], numbers[2], numbers[3]), numbers[4])
            : (null, 0);
    }
}
