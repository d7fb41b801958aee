using System.Buffers;
using System.Text.Json;

namespace StoreMonitor.Polls.Bodies;

/// <summary>NDJSON: a poll as a JSON object on each line. Blank lines are passed over.</summary>
internal sealed class NdjsonBody : IPollBody
{
    private readonly PollObject _poll = new();
    private readonly Func<string> _where;
    private readonly TextLines _lines = new();

    public NdjsonBody() => _where = () => $"line {_lines.Number}";

    public SequencePosition Read(ReadOnlySequence<byte> buffer, bool isLast, ReceivedPolls polls)
    {
        _lines.Begin(buffer, isLast);
        while (_lines.TryRead(out var line))
        {
            if (!line.Trim(" \t\r"u8).IsEmpty)
                ReadPoll(line, polls);
        }

        return _lines.End;
    }

    private void ReadPoll(ReadOnlySpan<byte> line, ReceivedPolls polls)
    {
        var json = new Utf8JsonReader(line);
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                throw new MalformedBodyException($"{_where()} is not an object");

            _poll.Begin();
            while (json.Read() && !_poll.Take(ref json, _where))
            {
            }

            // What follows the object on its line is an error, which the reader finds.
            json.Read();
        }
        catch (JsonException invalid)
        {
            throw new MalformedBodyException($"{_where()} is not valid JSON at byte {(invalid.BytePositionInLine ?? 0) + 1}");
        }

        _poll.MoveTo(polls, PollPosition.OnLine(_lines.Number));
    }
}
