using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Npgsql;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Postgres.Connections;

/// <summary>The rows of a query as <c>COPY … TO STDOUT (FORMAT BINARY)</c> sends them. Not thread-safe.</summary>
/// <remarks>
/// A hot path: the values stay in the buffer that the server has filled, and no object is made for a row
/// (https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format"). While it is open, the connection can do nothing else.
/// </remarks>
internal sealed class CopyReader : IStoredRow, IDisposable
{
    private const int FirstLength = 64 * 1_024;
    private const int Null = -1;
    private const short End = -1;

    // The signature, the flags, and the length of an extension that no version has.
    private const int HeaderLength = 11 + sizeof(int) + sizeof(int);

    private readonly Stream _stream;
    private readonly int[] _starts;
    private readonly int[] _lengths;
    private byte[] _buffer = new byte[FirstLength];
    private int _next;
    private int _end;

    /// <param name="connection">Open; the read belongs to its transaction, if there is one.</param>
    /// <param name="select">A query without parameters, of which the server has to know the types.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <exception cref="NpgsqlException">The query failed, or the connection is lost; no row was given.</exception>
    public CopyReader(NpgsqlConnection connection, string select, int columns)
    {
        (_starts, _lengths) = (new int[columns], new int[columns]);
        _stream = connection.BeginRawBinaryCopy($"COPY ({select}) TO STDOUT (FORMAT BINARY)");
        Need(HeaderLength);
        _next += HeaderLength;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="NpgsqlException">The query failed, or the connection is lost.</exception>
    public bool Step()
    {
        // What precedes the row that begins here is no longer needed.
        Buffer.BlockCopy(_buffer, _next, _buffer, 0, _end -= _next);
        _next = 0;
        Need(sizeof(short));
        var columns = BinaryPrimitives.ReadInt16BigEndian(_buffer);
        if (columns == End)
            return false;
        if (columns != _starts.Length)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"the query has {columns} columns"));

        _next = sizeof(short);
        for (var column = 0; column < columns; column++)
            TakeColumn(column);
        return true;
    }

    public bool IsNull(int column) => _lengths[column] == Null;

    public long Int64(int column)
    {
        var value = _buffer.AsSpan(_starts[column]);
        return _lengths[column] switch
        {
            sizeof(long) => BinaryPrimitives.ReadInt64BigEndian(value),
            sizeof(int) => BinaryPrimitives.ReadInt32BigEndian(value),
            sizeof(bool) => value[0],
            _ => throw new DamagedFactsException("a number"),
        };
    }

    public ReadOnlySpan<byte> Utf8(int column) => _buffer.AsSpan(_starts[column], Math.Max(0, _lengths[column]));

    public string Text(int column) => IsNull(column) ? throw new DamagedFactsException("a text") : Encoding.UTF8.GetString(Utf8(column));

    public void Dispose() => _stream.Dispose();

    private void TakeColumn(int column)
    {
        Need(sizeof(int));
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_next));
        _next += sizeof(int);
        (_starts[column], _lengths[column]) = (_next, length);
        if (length == Null)
            return;
        Need(length);
        _next += length;
    }

    // Reads until so many bytes follow. The row moves with the buffer, because its columns are addressed from the start of it.
    private void Need(int bytes)
    {
        while (_end - _next < bytes)
        {
            if (_end == _buffer.Length || _buffer.Length - _next < bytes)
                Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _next + bytes));
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                throw new EndOfStreamException("the server has sent less than a row");
            _end += read;
        }
    }
}
