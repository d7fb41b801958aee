namespace StoreMonitor.Settings;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name that takes the fewest changes of a character; <c>null</c> when none is near.</summary>
    /// <remarks>A loop, for every start of a verb comes here, and sorting would have to be compiled first.</remarks>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        // A third of the characters may be wrong, and at least one. Chosen.
        var most = Math.Max(1, typed.TrimStart('-').Length / 3);
        string? nearest = null;
        foreach (var name in names)
        {
            var changes = Changes(typed.ToLowerInvariant(), name.ToLowerInvariant());
            if (changes > most || (changes == most && nearest is not null && string.CompareOrdinal(nearest, name) <= 0))
                continue;
            nearest = name;
            most = changes;
        }

        return nearest;
    }

    // Insertions, deletions, replacements and exchanges of two neighbours: the optimal string alignment distance.
    private static int Changes(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
