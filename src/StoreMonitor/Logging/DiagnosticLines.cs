using System.Text;
using System.Text.Json;
using NodaTime;

namespace StoreMonitor.Logging;

/// <summary>The lines that the service writes to standard error besides its log, in the form of the log.</summary>
/// <remarks>Plain until <see cref="Use"/> names another form: what is said before the settings are read has no form yet.</remarks>
internal sealed class DiagnosticLines(TextWriter writer, IClock clock) : TextWriter
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    private readonly Lock _lock = new();
    private readonly StringBuilder _begun = new();
    private DiagnosticForm _form;

    public override Encoding Encoding => writer.Encoding;

    /// <summary>Chooses the form of all later lines.</summary>
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
                _begun.Append(value);
                return;
            }

            WriteLines(_begun.ToString().TrimEnd('\r'));
            _begun.Clear();
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
            var begun = _begun.ToString();
            _begun.Clear();
            WriteLines(begun + value);
        }
    }

    public override void Flush() => writer.Flush();

    private void WriteLines(string text)
    {
        foreach (var line in text.Split(LineEnds, StringSplitOptions.None))
            writer.WriteLine(_form == DiagnosticForm.Json ? AsJson(line) : $"{LogTime.Of(clock)} {LogText.OneLine(line)}");
    }

    // The members that the framework's JSON formatter writes, so that one reader takes both.
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

/// <summary>How a line that is no entry of the log looks.</summary>
internal enum DiagnosticForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>With the time in front.</summary>
    Timed,

    /// <summary>As an object of JSON.</summary>
    Json,
}
