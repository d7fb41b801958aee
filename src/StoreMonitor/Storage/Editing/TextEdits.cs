using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Editing;

/// <summary>The texts of one column for some stores: read once, changed in memory, and written once, whichever database it is.</summary>
/// <param name="storedKeys">Each store once.</param>
internal sealed class TextEdits(IFactsTransaction transaction, StoreColumn column, IReadOnlyList<int> storedKeys)
{
    private readonly string?[] _known = transaction.ReadTexts(column, storedKeys);
    private readonly List<TextChange> _changes = [];

    /// <summary>The text of the store at an index before the edits; <c>null</c> when it has none.</summary>
    public string? this[int index] => _known[index];

    /// <summary>Sets a text that differs from the known one.</summary>
    /// <inheritdoc cref="TextChange" path="/param"/>
    public void Set(int index, string? text, string? before, string? after) =>
        _changes.Add(new TextChange(storedKeys[index], text, before, after));

    /// <summary>Sets a text if it differs from the known one, and records both.</summary>
    /// <returns>Whether it differs.</returns>
    public bool Replace(int index, string? text)
    {
        if (text == _known[index])
            return false;

        Set(index, text, _known[index], text);
        return true;
    }

    /// <summary>Writes all edits.</summary>
    public void Write()
    {
        if (_changes.Count > 0)
            transaction.WriteTexts(column, _changes);
    }
}
