namespace StoreMonitor.Storage;

/// <summary>Stored facts are not what was stored: the database is damaged.</summary>
/// <param name="what">What is damaged, such as "the text of a week".</param>
internal sealed class DamagedFactsException(string what) : Exception($"{what} is damaged")
{
    /// <summary>The index of store ids does not match the stores.</summary>
    public static DamagedFactsException IndexOfStoreIds() => new("the index of store ids");
}
