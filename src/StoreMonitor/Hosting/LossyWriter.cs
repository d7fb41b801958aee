using System.Text;

namespace StoreMonitor.Hosting;

/// <summary>A writer for diagnostics: what cannot be written is lost, and nobody's work fails for it.</summary>
internal sealed class LossyWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => writer.Write(value));

    // Whole, so that lines of several threads do not mix.
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
            // A full disk behind it, or closed.
        }
    }
}
