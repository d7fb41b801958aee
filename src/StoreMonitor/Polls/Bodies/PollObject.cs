using System.Text.Json;
using StoreMonitor.Files;

namespace StoreMonitor.Polls.Bodies;

/// <summary>Reads JSON objects that are polls, a token at a time, so that an object may be cut anywhere between two buffers.</summary>
/// <remarks>A hot path: a poll allocates nothing.</remarks>
internal sealed class PollObject
{
    private const int StoreId = 0;
    private const int Status = 1;
    private const int Timestamp = 2;
    private const int NoMember = -1;
    private const int FirstLength = 128;

    private static readonly string[] Names = [ReceivedPolls.StoreId, ReceivedPolls.Status, ReceivedPolls.Timestamp];

    private readonly Member[] _members = [new(), new(), new()];
    private int _member = NoMember;

    /// <summary>Whether an object has begun and not ended.</summary>
    public bool IsOpen { get; private set; }

    public void Begin()
    {
        IsOpen = true;
        foreach (var member in _members)
            member.Clear();
    }

    /// <summary>Takes the next token of an object that has begun.</summary>
    /// <param name="where">Names the object in messages, such as <c>element 3</c>; it is called for errors only.</param>
    /// <returns>Whether the object is complete.</returns>
    /// <exception cref="MalformedBodyException">It is not a flat object with the known members.</exception>
    public bool Take(ref Utf8JsonReader json, Func<string> where)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.EndObject:
                IsOpen = false;
                return true;
            case JsonTokenType.PropertyName:
                _member = MemberNamed(ref json, where);
                return false;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                throw new MalformedBodyException($"{where()}: {Names[_member]} is not a text");
            default:
                _members[_member].Take(ref json, where);
                return false;
        }
    }

    /// <summary>Hands over the poll of the object that is complete.</summary>
    public void MoveTo(ReceivedPolls polls, PollPosition position)
    {
        for (var member = StoreId; member <= Timestamp; member++)
        {
            if (!_members[member].IsText)
            {
                polls.Reject(position, Names[member], _members[member].Value, "is not a text");
                return;
            }
        }

        polls.Take(position, _members[StoreId].Value, _members[Status].Value, _members[Timestamp].Value);
    }

    private int MemberNamed(ref Utf8JsonReader json, Func<string> where)
    {
        var member = IndexOfName(ref json);
        if (member == NoMember)
            throw new MalformedBodyException($"{where()} has the member '{NameOf(ref json)}'; known are {string.Join(", ", Names)}");
        if (_members[member].IsGiven)
            throw new MalformedBodyException($"{where()} has the member '{Names[member]}' twice");
        return member;
    }

    private static int IndexOfName(ref Utf8JsonReader json)
    {
        try
        {
            return json.ValueTextEquals("store_id"u8) ? StoreId
                : json.ValueTextEquals("status"u8) ? Status
                : json.ValueTextEquals("timestamp_utc"u8) ? Timestamp
                : NoMember;
        }
        catch (InvalidOperationException)
        {
            // The name has an escaped surrogate without its other half.
            return NoMember;
        }
    }

    private static string NameOf(ref Utf8JsonReader json)
    {
        try
        {
            return PrintableText.Of(json.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return "…";
        }
    }

    /// <summary>What an object gives for one name. A member that is left out is empty, and is rejected as missing.</summary>
    private sealed class Member
    {
        private byte[] _value = new byte[FirstLength];
        private int _length;

        public bool IsGiven { get; private set; }

        public bool IsText { get; private set; }

        public ReadOnlySpan<byte> Value => _value.AsSpan(0, _length);

        public void Clear() => (IsGiven, IsText, _length) = (false, true, 0);

        public void Take(ref Utf8JsonReader json, Func<string> where)
        {
            IsGiven = true;
            var length = json.HasValueSequence ? checked((int)json.ValueSequence.Length) : json.ValueSpan.Length;
            if (_value.Length < length)
                _value = new byte[2 * length];
            IsText = json.TokenType == JsonTokenType.String;
            _length = IsText ? CopyText(ref json, where) : CopyRaw(ref json, length);
        }

        private int CopyText(ref Utf8JsonReader json, Func<string> where)
        {
            try
            {
                return json.CopyString(_value);
            }
            catch (InvalidOperationException)
            {
                throw new MalformedBodyException($"{where()} has a text that is not valid UTF-8");
            }
        }

        private int CopyRaw(ref Utf8JsonReader json, int length)
        {
            if (json.HasValueSequence)
                System.Buffers.BuffersExtensions.CopyTo(json.ValueSequence, _value);
            else
                json.ValueSpan.CopyTo(_value);
            return length;
        }
    }
}
