using System.Buffers.Text;
using System.Text;
using NodaTime;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Storage.Calendars;

/// <summary>Reads the JSON that <see cref="JsonText"/> writes: arrays of numbers, dates and strings, without blanks.</summary>
/// <remarks>
/// It is on the path of a cold report, which therefore loads no JSON library: see docs/cold-start.md. The texts are covered by the checksum
/// of their store, so anything else than what was written means that the database is damaged.
/// </remarks>
/// <param name="text">UTF-8.</param>
/// <param name="what">What the text is, for the message about a damaged one.</param>
internal ref struct JsonReader(ReadOnlySpan<byte> text, string what)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>Consumes the opening bracket of an array.</summary>
    public void Open() => Expect((byte)'[');

    /// <summary>
    /// Whether another element of the array follows; consumes the comma before it, or the closing bracket after the last one.
    /// </summary>
    /// <param name="index">How many elements were read.</param>
    public bool HasNext(int index)
    {
        if (TryTake((byte)']'))
            return false;
        if (index > 0)
            Expect((byte)',');
        return true;
    }

    /// <summary>Consumes the comma between two elements of fixed meaning.</summary>
    public void Comma() => Expect((byte)',');

    /// <summary>Consumes the closing bracket of an array whose elements have fixed meanings.</summary>
    public void Close() => Expect((byte)']');

    /// <summary>Verifies that nothing follows.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw Damaged();
    }

    public long Number()
    {
        if (!Utf8Parser.TryParse(_rest, out long number, out var length))
            throw Damaged();
        _rest = _rest[length..];
        return number;
    }

    /// <summary>A number within bounds, both included.</summary>
    public int Number(int least, int most)
    {
        var number = Number();
        return number >= least && number <= most ? (int)number : throw Damaged();
    }

    public LocalDate Date()
    {
        Expect((byte)'"');
        if (_rest.Length < LocalDateText.Length || !LocalDateText.TryParse(_rest[..LocalDateText.Length], out var date))
            throw Damaged();
        _rest = _rest[LocalDateText.Length..];
        Expect((byte)'"');
        return date;
    }

    /// <summary>A string, or <c>null</c> where the text says null.</summary>
    public string? StringOrNull()
    {
        if (!_rest.StartsWith("null"u8))
            return String();
        _rest = _rest["null"u8.Length..];
        return null;
    }

    public string String()
    {
        Expect((byte)'"');
        var end = LengthOfString();
        var raw = Encoding.UTF8.GetString(_rest[..end]);
        _rest = _rest[(end + 1)..];
        return raw.Contains('\\', StringComparison.Ordinal) ? JsonText.Unescape(raw) ?? throw Damaged() : raw;
    }

    // The index of the quote that ends the string.
    private readonly int LengthOfString()
    {
        for (var index = 0; index < _rest.Length; index++)
        {
            if (_rest[index] == '"')
                return index;
            if (_rest[index] == '\\')
                index++;
        }

        throw Damaged();
    }

    private bool TryTake(byte expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
            return false;
        _rest = _rest[1..];
        return true;
    }

    private void Expect(byte expected)
    {
        if (!TryTake(expected))
            throw Damaged();
    }

    private readonly DamagedFactsException Damaged() => new(what);
}
