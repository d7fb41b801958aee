using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using NodaTime;
using StoreMonitor.Core.Polls;
using StoreMonitor.Polls.Bodies;

namespace StoreMonitor.Polls;

/// <summary>A WebSocket on which a poller sends NDJSON in text messages, and gets an acknowledgement of each, in their order.</summary>
/// <remarks>
/// One loop reads and submits, the other one waits until a message is on the disk and acknowledges it. Between them is a short queue, so
/// a service that cannot keep up stops reading, and the network holds the poller up.
/// </remarks>
internal sealed class PollStream(WebSocket socket, PollIntake intake, IClock clock) : IDisposable
{
    /// <summary>The longest message, in bytes.</summary>
    public const int MaxMessage = 1 << 20;

    // "Try again later" of the registry of close codes, which .NET does not name.
    private const int TryAgainLater = 1013;

    // So many messages may be read and not acknowledged yet. Chosen.
    private const int MaxInFlight = 16;

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseWithoutRoom = TimeSpan.FromMilliseconds(50);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Channel<Received> _inFlight = Channel.CreateBounded<Received>(MaxInFlight);
    private readonly CancellationTokenSource _failed = new();
    private readonly byte[] _buffer = new byte[1 << 14];
    private readonly ArrayBufferWriter<byte> _message = new();

    // The receive that is under way; there is always one. Cancelling it would end the connection.
    private Task<Ending?> _pending = Task.FromResult<Ending?>(null);

    /// <summary>Serves the connection until the client closes it, breaks a rule, or the service stops.</summary>
    /// <param name="stopping">When it is cancelled, what was read is acknowledged, and the connection is closed with 1001.</param>
    public async Task Run(CancellationToken stopping, CancellationToken aborted)
    {
        _pending = ReadMessage(aborted);
        var acknowledging = Acknowledge(aborted);
        var end = await ReadAll(stopping, aborted);
        end = await acknowledging ?? end;
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(end.Status, end.Reason, aborted);
        await WaitForClose(aborted);
    }

    public void Dispose() => _failed.Dispose();

    // Without it, the connection could be reset before the client has read why it ends.
    private async Task WaitForClose(CancellationToken aborted)
    {
        using var patience = new CancellationTokenSource(LongestGoodbye);
        try
        {
            while (socket.State == WebSocketState.CloseSent)
            {
                await _pending.WaitAsync(patience.Token);
                _pending = ReadMessage(aborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client does not answer, and the connection is closed without it.
        }
    }

    private async Task<Ending> ReadAll(CancellationToken stopping, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted, _failed.Token);
        try
        {
            for (var number = 1L; ; number++)
            {
                while (!intake.HasRoom)
                    await Task.Delay(PauseWithoutRoom, either.Token);

                if (await _pending.WaitAsync(either.Token) is { } end)
                    return end;
                await intake.Enter(either.Token);
                var polls = new ReceivedPolls(intake.NewBatch(), new PollRule(clock.GetCurrentInstant()));
                await _inFlight.Writer.WriteAsync(new Received(number, polls, Submit(polls)), aborted);
                _pending = ReadMessage(aborted);
            }
        }
        catch (MalformedBodyException malformed)
        {
            return new Ending(WebSocketCloseStatus.InvalidPayloadData, malformed.Message);
        }
        catch (BodyTooLargeException tooLarge)
        {
            return new Ending(WebSocketCloseStatus.MessageTooBig, tooLarge.Message);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return new Ending(WebSocketCloseStatus.EndpointUnavailable, "the service is stopping");
        }
        finally
        {
            _inFlight.Writer.Complete();
        }
    }

    private Task Submit(ReceivedPolls polls)
    {
        try
        {
            new NdjsonBody().Read(new ReadOnlySequence<byte>(_message.WrittenMemory), isLast: true, polls);
        }
        catch
        {
            intake.Leave();
            throw;
        }

        return polls.Batch.Count == 0 ? Task.CompletedTask : intake.Submit(polls.Batch);
    }

    // Null when the message is complete and the client may go on.
    private async Task<Ending?> ReadMessage(CancellationToken aborted)
    {
        _message.ResetWrittenCount();
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(), aborted);
            if (read.MessageType == WebSocketMessageType.Close)
                return new Ending(WebSocketCloseStatus.NormalClosure, "");
            if (read.MessageType == WebSocketMessageType.Binary)
                return new Ending(WebSocketCloseStatus.InvalidMessageType, "polls come as NDJSON in text messages");
            if (_message.WrittenCount + read.Count > MaxMessage)
                return new Ending(WebSocketCloseStatus.MessageTooBig, $"a message has at most {MaxMessage} bytes");

            _message.Write(_buffer.AsSpan(0, read.Count));
            if (read.EndOfMessage)
                return null;
        }
    }

    // Null unless polls could not be stored. What was read after them is not acknowledged either.
    private async Task<Ending?> Acknowledge(CancellationToken aborted)
    {
        Ending? failed = null;
        await foreach (var received in _inFlight.Reader.ReadAllAsync(aborted))
        {
            try
            {
                await received.Logged;
                if (failed is null)
                    await Send(Acknowledgement.Of(received), aborted);
            }
            catch (Exception failure) when (PollRoutes.ReasonOf(failure) is { } reason)
            {
                failed = new Ending((WebSocketCloseStatus)TryAgainLater, reason);
                await _failed.CancelAsync();
            }
            finally
            {
                intake.Leave();
            }
        }

        return failed;
    }

    private async Task Send(Acknowledgement acknowledgement, CancellationToken aborted) => await socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(acknowledgement, Json).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, aborted);

    private sealed record Received(long Number, ReceivedPolls Polls, Task Logged);

    /// <summary>Why the connection ends. A reason on the wire has at most 123 bytes.</summary>
    private sealed record Ending(WebSocketCloseStatus Status, string Text)
    {
        private const int LongestReason = 120;

        public string Reason
        {
            get
            {
                var text = Text;
                while (Encoding.UTF8.GetByteCount(text) > LongestReason)
                    text = text[..^1];
                return text;
            }
        }
    }

    /// <summary>What the client gets for a message.</summary>
    /// <param name="Acknowledged">The 1-based number of the message on its connection. All before it are acknowledged, too.</param>
    private sealed record Acknowledgement(
        long Acknowledged, long Received, long Accepted, long RejectedCount, IReadOnlyList<RejectedPoll> Rejected)
    {
        public static Acknowledgement Of(Received received)
        {
            var answer = received.Polls.Answer;
            return new Acknowledgement(received.Number, answer.Received, answer.Accepted, answer.RejectedCount, answer.Rejected);
        }
    }
}
