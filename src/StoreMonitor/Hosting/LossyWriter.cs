using System.Text;

namespace StoreMonitor.Hosting;

/// <summary>A writer for diagnostics that ignores failures, so that a diagnostic that cannot be written never fails the work.</summary>
internal sealed class LossyWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => writer.Write(value));

    // One call writes the whole line, so that lines of concurrent threads do not interleave.
    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    public override void Flush() => Try(writer.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The output is closed, or its disk is full.
        }
    }
}
