namespace StoreMonitor.Ingestion;

/// <summary>Prints the outcome of a verb after its work is committed.</summary>
internal static class WorkDone
{
    /// <summary>Prints lines about committed work, and tolerates an output that cannot be written.</summary>
    /// <remarks>
    /// An unwritable output, such as a full disk, is only a warning, because exit code 1 would mean that the work was rolled back.
    /// </remarks>
    /// <param name="done">The outcome, as the start of a sentence: <c>the store 'a' is removed</c>.</param>
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
