namespace StoreMonitor.Ingestion.Csv;

/// <summary>A quote was opened and swallowed rows: the file has to be read again, each line for itself.</summary>
internal sealed class UnbalancedQuoteException(long line) : Exception($"the quoted field on line {line} does not end where a field can");
