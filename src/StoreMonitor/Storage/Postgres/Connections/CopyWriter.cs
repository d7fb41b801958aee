using System.Buffers.Binary;
using Npgsql;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Postgres.Connections;

/// <summary>Sends rows to a table as <c>COPY … FROM STDIN (FORMAT BINARY)</c> takes them. Not thread-safe.</summary>
/// <remarks>
/// A hot path: see <see cref="CopyReader"/>. Nothing is stored unless <see cref="Complete"/> is called, and the transaction commits.
/// </remarks>
internal sealed class CopyWriter : IDisposable
{
    private const int Length = 64 * 1_024;

    private readonly NpgsqlRawCopyStream _stream;
    private readonly short _columns;
    private byte[] _buffer = new byte[Length];
    private int _end;
    private bool _isComplete;

    // "PGCOPY", a line feed, FF, a carriage return, a line feed and zero.
    private static ReadOnlySpan<byte> Signature => [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00];

    /// <param name="target">The table, with its columns in parentheses.</param>
    /// <param name="columns">How many columns there are.</param>
    public CopyWriter(NpgsqlConnection connection, string target, short columns)
    {
        _columns = columns;
        _stream = connection.BeginRawBinaryCopy($"COPY {target} FROM STDIN (FORMAT BINARY)");
        Append(Signature);

        // No flags, and no extension of the header.
        Append(0);
        Append(0);
    }

    /// <summary>Begins a row; its columns follow in order.</summary>
    public void BeginRow()
    {
        Reserve(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_end), _columns);
        _end += sizeof(short);
    }

    public void Int32(int value)
    {
        Append(sizeof(int));
        Append(value);
    }

    public void Int64(long value)
    {
        Append(sizeof(long));
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_end), value);
        _end += sizeof(long);
    }

    /// <summary>An instant in microseconds; NULL for <see cref="PollChunk.None"/>.</summary>
    public void Instant(long microseconds)
    {
        if (microseconds == PollChunk.None)
            Null();
        else
            Int64(microseconds);
    }

    public void Utf8(ReadOnlySpan<byte> text)
    {
        Append(text.Length);
        Append(text);
    }

    /// <summary>Text, or NULL.</summary>
    public void Utf8OrNull(byte[]? text)
    {
        if (text is null)
            Null();
        else
            Utf8(text);
    }

    public void Null() => Append(-1);

    /// <summary>Sends what is left, and waits until the server has taken all rows.</summary>
    /// <exception cref="NpgsqlException">The server has refused a row, or the connection is lost.</exception>
    public void Complete()
    {
        Reserve(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_end), -1);
        _end += sizeof(short);
        Flush();
        _isComplete = true;
        _stream.Dispose();
    }

    public void Dispose()
    {
        if (_isComplete)
            return;
        try
        {
            _stream.Cancel();
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or ObjectDisposedException)
        {
            // The failure that led here is the one to report; the transaction is rolled back in any case.
        }
    }

    private void Append(int value)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_end), value);
        _end += sizeof(int);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _end >= bytes)
            return;
        Flush();
        if (_buffer.Length < bytes)
            _buffer = new byte[bytes];
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _end);
        _end = 0;
    }
}
