namespace StoreMonitor.Storage.Editing;

/// <summary>The facts of a file by the stores that it names, in the order in which it names them first.</summary>
internal sealed class ByStore<T>
    where T : class
{
    private readonly IFactsTransaction _transaction;
    private readonly Dictionary<int, int> _indexes = [];
    private readonly List<int> _keys = [];
    private readonly List<List<T>> _facts = [];

    public ByStore(IFactsTransaction transaction) => _transaction = transaction;

    /// <summary>The keys under which the stores are stored.</summary>
    public IReadOnlyList<int> StoredKeys => _keys;

    /// <summary>The facts of the store at an index.</summary>
    public IReadOnlyList<T> this[int index] => _facts[index];

    /// <summary>Adds a fact.</summary>
    /// <param name="storeKey">The key by which the file names the store.</param>
    public void Add(int storeKey, T fact)
    {
        var stored = _transaction.StoredKeyOf(storeKey);
        if (!_indexes.TryGetValue(stored, out var index))
        {
            _indexes.Add(stored, index = _keys.Count);
            _keys.Add(stored);
            _facts.Add([]);
        }

        _facts[index].Add(fact);
    }
}
