using System.Text;
using System.Text.Json;
using NodaTime;

namespace StoreMonitor.Logging;

/// <summary>Writes the service's messages to standard error, in the format of its log.</summary>
/// <remarks>
/// The format is plain until <see cref="Use"/> sets another one, because messages can precede the settings that choose it.
/// </remarks>
internal sealed class DiagnosticLines(TextWriter writer, IClock clock) : TextWriter
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    private readonly Lock _lock = new();
    private readonly StringBuilder _pending = new();
    private DiagnosticForm _form;

    public override Encoding Encoding => writer.Encoding;

    /// <summary>Sets the format of all later lines.</summary>
    public void Use(DiagnosticForm form) => _form = form;

    public override void Write(char value)
    {
        if (_form == DiagnosticForm.Plain)
        {
            writer.Write(value);
            return;
        }

        lock (_lock)
        {
            if (value != '\n')
            {
                _pending.Append(value);
                return;
            }

            WriteLines(_pending.ToString().TrimEnd('\r'));
            _pending.Clear();
        }
    }

    public override void WriteLine(string? value)
    {
        if (_form == DiagnosticForm.Plain)
        {
            writer.WriteLine(value);
            return;
        }

        lock (_lock)
        {
            var pending = _pending.ToString();
            _pending.Clear();
            WriteLines(pending + value);
        }
    }

    public override void Flush() => writer.Flush();

    private void WriteLines(string text)
    {
        foreach (var line in text.Split(LineEnds, StringSplitOptions.None))
            writer.WriteLine(_form == DiagnosticForm.Json ? AsJson(line) : $"{LogTime.Of(clock)} {LogText.OneLine(line)}");
    }

    // The members match those of the framework's JSON formatter, so that one parser reads both.
    private string AsJson(string line)
    {
        using var json = new MemoryStream();
        using (var entry = new Utf8JsonWriter(json))
        {
            entry.WriteStartObject();
            entry.WriteString("Timestamp", LogTime.Of(clock));
            entry.WriteNumber("EventId", 0);
            entry.WriteString("LogLevel", LevelOf(line));
            entry.WriteString("Category", "StoreMonitor");
            entry.WriteString("Message", line);
            entry.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    private static string LevelOf(string line)
    {
        if (line.StartsWith("failed: ", StringComparison.Ordinal))
            return nameof(LogLevel.Error);
        return line.StartsWith("warning: ", StringComparison.Ordinal) ? nameof(LogLevel.Warning) : nameof(LogLevel.Information);
    }
}

/// <summary>The format of a line that is not a log entry.</summary>
internal enum DiagnosticForm
{
    /// <summary>Unchanged.</summary>
    Plain,

    /// <summary>Prefixed with the time.</summary>
    Timed,

    /// <summary>A JSON object.</summary>
    Json,
}
