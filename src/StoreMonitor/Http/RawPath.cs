using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace StoreMonitor.Http;

/// <summary>Reads segments of the path as the client sent it, percent-decoded exactly once.</summary>
/// <remarks>The server decodes everything except <c>%2F</c>, so that <c>%2F</c> and <c>%252F</c> become indistinguishable.</remarks>
internal static class RawPath
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One segment, counted from the end of the path.</summary>
    /// <param name="fromEnd">0 for the last segment. A trailing slash is ignored.</param>
    /// <returns>The text; <c>null</c> if the path has no such segment or the segment is not UTF-8.</returns>
    public static string? Segment(HttpContext http, int fromEnd)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var segments = SegmentsOf(target.Length > 0 ? target : $"{http.Request.Path}");
        if (fromEnd >= segments.Count)
            return null;

        // A test host has no raw target, only the decoded path.
        var segment = segments[^(fromEnd + 1)];
        return target.Length > 0 ? Decode(segment) : segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Decodes text once. A percent sign that starts no escape is kept, and so is a plus sign.</summary>
    /// <returns>The text; <c>null</c> if the bytes are not UTF-8.</returns>
    public static string? Decode(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[length++] = Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
                i += 2;
                continue;
            }

            // A surrogate pair encodes as one UTF-8 sequence.
            var rune = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? text.AsSpan(i++, 2) : text.AsSpan(i, 1);
            length += Encoding.UTF8.GetBytes(rune, bytes.AsSpan(length));
        }

        try
        {
            return Utf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static List<string> SegmentsOf(string target)
    {
        var path = target.AsSpan();
        if (path.IndexOf('?') is >= 0 and var query)
            path = path[..query];

        // The absolute form, which proxies receive: http://host/path.
        if (!path.StartsWith('/') && path.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            path = path[(scheme + 3)..].IndexOf('/') is >= 0 and var slash ? path[(scheme + 3 + slash)..] : "/";
        path = path.Trim('/');

        var segments = new List<string>();
        foreach (var range in path.Split('/'))
            Add(segments, path[range].ToString());
        return segments;
    }

    // Dot segments are resolved as the server does before routing: RFC 3986, 5.2.4.
    private static void Add(List<string> segments, string segment)
    {
        var plain = segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
        if (plain == "..")
        {
            if (segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
        }
        else if (plain != ".")
        {
            segments.Add(segment);
        }
    }
}
