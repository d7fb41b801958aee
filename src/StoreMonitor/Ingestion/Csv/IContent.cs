namespace StoreMonitor.Ingestion.Csv;

/// <summary>The content of an input file, as stored or decoded, read sequentially once.</summary>
internal interface IContent : IDisposable
{
    /// <summary>Reads the next bytes.</summary>
    /// <param name="buffer">The buffer, of at least four bytes.</param>
    /// <returns>The number of bytes read; zero at the end.</returns>
    /// <exception cref="FileRefusedException">The bytes are invalid for the file type.</exception>
    int Read(Span<byte> buffer);
}
