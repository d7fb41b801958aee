using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace StoreMonitor.Polls.Bodies;

/// <summary>Reads the body of a request by its media type and encoding, a buffer at a time.</summary>
internal static class BodyReader
{
    /// <summary>The longest body in bytes, after it was decompressed: <see cref="ReceivedPolls.MaxPolls"/> of 670 bytes. Chosen.</summary>
    public const int MaxLength = 64 << 20;

    public const string Json = "application/json";
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";

    // A line, or a token of JSON, is never as long. Chosen.
    private const int MaxUnread = 1 << 20;

    private const string Utf8 = "utf-8";

    /// <summary>The format that the request declares; <c>null</c> when it is none of ours.</summary>
    public static IPollBody? FormatOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return null;
        if (type.Charset.HasValue && !type.Charset.Equals(Utf8, StringComparison.OrdinalIgnoreCase))
            return null;
        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            Json => new JsonArrayBody(),
            Ndjson or "application/ndjson" or "application/jsonl" => new NdjsonBody(),
            Csv => new CsvBody(),
            _ => null,
        };
    }

    /// <summary>The body without its encoding; <c>null</c> when the encoding is none of ours.</summary>
    public static Stream? ContentOf(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="MalformedBodyException">It is not of the format.</exception>
    /// <exception cref="BodyTooLargeException">It is too long, or has too many polls.</exception>
    public static async Task Read(Stream content, IPollBody format, ReceivedPolls polls, CancellationToken cancel)
    {
        var body = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        try
        {
            var length = 0L;
            while (true)
            {
                var read = await ReadNext(body, cancel);
                var rest = format.Read(read.Buffer, read.IsCompleted, polls);
                length += read.Buffer.Slice(0, rest).Length;
                CheckLength(length, read.Buffer.Slice(rest).Length);
                body.AdvanceTo(rest, read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        finally
        {
            await body.CompleteAsync();
        }
    }

    private static async ValueTask<ReadResult> ReadNext(PipeReader body, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(cancel);
        }
        catch (InvalidDataException)
        {
            throw new MalformedBodyException("the body is not compressed as Content-Encoding says");
        }
        catch (InvalidOperationException failure) when (failure.Source == "System.IO.Compression.Brotli")
        {
            throw new MalformedBodyException("the body is not compressed as Content-Encoding says");
        }
    }

    private static void CheckLength(long read, long unread)
    {
        if (read + unread > MaxLength)
        {
            throw new BodyTooLargeException(
                $"the body is longer than {MaxLength} bytes when it is decompressed: send it in several requests");
        }

        if (unread > MaxUnread)
            throw new BodyTooLargeException($"a line or a value of the body is longer than {MaxUnread} bytes");
    }
}
