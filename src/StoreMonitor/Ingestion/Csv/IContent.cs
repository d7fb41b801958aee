namespace StoreMonitor.Ingestion.Csv;

/// <summary>The bytes of an input file, as they are stored or decoded, read once from the first to the last.</summary>
internal interface IContent : IDisposable
{
    /// <summary>Reads the next bytes.</summary>
    /// <param name="buffer">Has room for at least four bytes.</param>
    /// <returns>How many there are; zero at the end.</returns>
    /// <exception cref="FileRefusedException">The bytes are not what the kind of file requires.</exception>
    int Read(Span<byte> buffer);
}
