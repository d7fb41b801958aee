using System.Buffers;
using System.Text.Json;

namespace StoreMonitor.Polls.Bodies;

/// <summary>A JSON array of polls.</summary>
internal sealed class JsonArrayBody : IPollBody
{
    private readonly PollObject _poll = new();
    private readonly Func<string> _where;
    private JsonReaderState _state;
    private long _index;
    private bool _isStarted;
    private bool _isFirstBuffer = true;

    public JsonArrayBody() => _where = () => $"element {_index}";

    public SequencePosition Read(ReadOnlySequence<byte> buffer, bool isLast, ReceivedPolls polls)
    {
        if (_isFirstBuffer && buffer.Length < Utf8Mark.Length && !isLast)
            return buffer.Start;
        if (_isFirstBuffer)
            buffer = Utf8Mark.Skip(buffer);
        _isFirstBuffer = false;

        var json = new Utf8JsonReader(buffer, isLast, _state);
        try
        {
            while (json.Read())
                Take(ref json, polls);
        }
        catch (JsonException invalid)
        {
            throw new MalformedBodyException(
                $"the body is not valid JSON at line {(invalid.LineNumber ?? 0) + 1}, byte {(invalid.BytePositionInLine ?? 0) + 1}");
        }

        _state = json.CurrentState;
        return json.Position;
    }

    private void Take(ref Utf8JsonReader json, ReceivedPolls polls)
    {
        if (_poll.IsOpen)
        {
            if (_poll.Take(ref json, _where))
                _poll.MoveTo(polls, PollPosition.AtIndex(_index++));
            return;
        }

        if (!_isStarted)
        {
            _isStarted = json.TokenType == JsonTokenType.StartArray
                ? true
                : throw new MalformedBodyException("the body is not an array of polls");
            return;
        }

        if (json.TokenType == JsonTokenType.StartObject)
            _poll.Begin();
        else if (json.TokenType != JsonTokenType.EndArray)
            throw new MalformedBodyException($"{_where()} is not an object");
    }
}
