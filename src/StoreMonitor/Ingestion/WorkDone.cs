namespace StoreMonitor.Ingestion;

/// <summary>Writes what a verb has done, once it is done.</summary>
internal static class WorkDone
{
    /// <summary>Writes lines about work that is committed, whether or not anybody can read about it.</summary>
    /// <remarks>An output that cannot be written, such as a full disk, is a warning: exit code 1 would say that the work was rolled back.</remarks>
    /// <param name="done">What is done, as the start of a sentence: <c>the store 'a' is removed</c>.</param>
    public static void Write(TextWriter results, TextWriter diagnostics, string done, Action<TextWriter> write)
    {
        try
        {
            write(results);
            results.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            diagnostics.WriteLine($"warning: {done}, but the summary could not be written: {failure.Message}");
        }
    }
}
