using CsvHelper;
using StoreMonitor.Files;

namespace StoreMonitor.Ingestion.Csv;

/// <summary>A wanted column, with its alternative names.</summary>
internal sealed record CsvColumn(string Name, params string[] OtherNames)
{
    /// <summary>Whether a file may lack the column; then its index is -1, and its fields may not be read.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether a header names this column, ignoring case.</summary>
    public bool IsNamed(string header) =>
        header.Equals(Name, StringComparison.OrdinalIgnoreCase) || OtherNames.Contains(header, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The layout of an input file: where the wanted columns are in its rows.</summary>
/// <param name="File">The name of the file, without its folder.</param>
/// <param name="Separator">The field separator.</param>
/// <param name="Columns">The wanted columns, in the order in which they are accessed.</param>
/// <param name="Indexes">The index of each wanted column in a row.</param>
internal sealed record CsvShape(string File, char Separator, IReadOnlyList<CsvColumn> Columns, int[] Indexes)
{
    private const int MaxHeadersShown = 20;

    /// <summary>Reads the header.</summary>
    /// <exception cref="FileRefusedException">The header lacks a column, has one twice, or is not text.</exception>
    public static CsvShape Read(CsvReader reader, string file, char separator, IReadOnlyList<CsvColumn> columns)
    {
        try
        {
            reader.ReadHeader();
        }
        catch (CsvFormatException)
        {
            throw new FileRefusedException(
                file, $"its header is longer than {CsvRows.LongestRecord} bytes; wanted are {Names(columns.Select(c => c.Name))}");
        }

        RefuseTwice(reader, file, columns);
        var indexes = columns.Select(column => IndexOf(reader, column)).ToArray();
        var missing = columns.Where((column, index) => indexes[index] < 0 && !column.IsOptional).Select(column => column.Name).ToList();
        if (missing.Count == 0)
            return new CsvShape(file, separator, columns, indexes);

        throw new FileRefusedException(
            file,
            $"the header lacks {Names(missing)}: found {Names(reader.Headers.Take(MaxHeadersShown))}, "
            + $"wanted {Names(columns.Where(c => !c.IsOptional).Select(c => c.Name))}");
    }

    // A repeated name is ambiguous. Two different names for one column, such as day and dayOfWeek, are not: the first one is used.
    private static void RefuseTwice(CsvReader reader, string file, IReadOnlyList<CsvColumn> columns)
    {
        var names = reader.Headers.Select(header => FieldText.Trim(header)).ToList();
        var twice = names.Where(
            columns.SelectMany(column => column.OtherNames.Prepend(column.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase).Contains)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            throw new FileRefusedException(
                file, $"the header has the column '{twice.Key}' {twice.Count()} times, and it is not clear which one is meant");
    }

    private static int IndexOf(CsvReader reader, CsvColumn column)
    {
        foreach (var name in column.OtherNames.Prepend(column.Name))
        {
            if (reader.TryGetFieldIndex(name, out var index))
                return index;
        }

        // The reader trims only blanks.
        return reader.Headers.ToList().FindIndex(header => column.IsNamed(FieldText.Trim(header)));
    }

    private static string Names(IEnumerable<string> names)
    {
        var shown = string.Join(", ", names.Select(name => $"'{PrintableText.Of(name)}'"));
        return shown.Length == 0 ? "no columns" : shown;
    }
}
