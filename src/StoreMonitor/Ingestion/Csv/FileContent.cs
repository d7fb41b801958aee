namespace StoreMonitor.Ingestion.Csv;

/// <summary>The bytes of a file as stored.</summary>
internal sealed class FileContent(FileStream file) : IContent
{
    public int Read(Span<byte> buffer) => file.Read(buffer);

    public void Dispose() => file.Dispose();
}
