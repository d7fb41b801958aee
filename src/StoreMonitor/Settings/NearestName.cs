namespace StoreMonitor.Settings;

/// <summary>Suggests the name that a user probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name with the smallest edit distance; <c>null</c> if none is close.</summary>
    /// <remarks>
    /// It is a loop because every verb calls it at its start, and sorting is compiled in each process: see docs/cold-start.md.
    /// </remarks>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        // Up to a third of the characters may differ, and at least one. Chosen.
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

    // Insertions, deletions, substitutions and transpositions of neighbours: the optimal string alignment distance.
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
