namespace StoreMonitor.Ingestion.Csv;

/// <summary>An unclosed quote swallowed rows, so the file has to be read again line by line.</summary>
internal sealed class UnbalancedQuoteException(long line)
    : Exception($"the quoted field on line {line} is not closed where the field ends");
