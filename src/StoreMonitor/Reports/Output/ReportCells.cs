using StoreMonitor.Core.Reports;
using StoreMonitor.Core.Uptime;
using StoreMonitor.Files;
using StoreMonitor.Uptime;

namespace StoreMonitor.Reports.Output;

/// <summary>Formats the cells of one row at a time in a reused buffer, because a report has tens of thousands of cells.</summary>
internal sealed class ReportCells
{
    private readonly IReadOnlyList<ReportColumn> _columns;

    // By column, the index of its window among the totals of a row.
    private readonly int[] _windows;

    private char[] _cells;
    private int _length;

    /// <param name="columns">The columns that the rows were computed for.</param>
    public ReportCells(IReadOnlyList<ReportColumn> columns)
    {
        _columns = columns;
        _windows = new int[columns.Count];
        _cells = new char[((columns.Count + 1) * (FigureText.MaxLength + 1)) + 1];
        var windows = ReportSpec.WindowsOf(columns);
        for (var index = 0; index < columns.Count; index++)
            _windows[index] = columns[index].Window is { } window ? ReportSpec.IndexIn(windows, window) : 0;
    }

    /// <summary>The cells of a row, each preceded by a comma, and the line end; valid until the next call.</summary>
    public ReadOnlySpan<char> Of(StoreReport row)
    {
        _length = 0;
        for (var index = 0; index < _columns.Count; index++)
        {
            _cells[_length++] = ',';
            var column = _columns[index];
            if (column.Window is null)
                Add(PrintableText.Of(column.Measure.TextOf(row.Facts!), int.MaxValue));
            else if (row.IsBusinessTimeKnown)
                AddFigure(column.Measure, row.TotalsOf(_windows[index]), column.Window.Unit.Microseconds);
        }

        _cells[_length++] = '\n';
        return _cells.AsSpan(0, _length);
    }

    private void AddFigure(ReportMeasure measure, in UptimeTotals totals, long unit)
    {
        if (measure.IsShare)
        {
            AddPercent(measure.ShareOf(totals));
            return;
        }

        // Negative for an empty cell (rule R15).
        var microseconds = measure.MicrosecondsOf(totals);
        if (microseconds >= 0)
            _length += FigureText.Write(_cells.AsSpan(_length), microseconds, unit);
    }

    private void AddPercent(Share? share)
    {
        if (share is { } known)
            _length += FigureText.WritePercent(_cells.AsSpan(_length), known);
    }

    private void Add(string text)
    {
        var field = CsvText.Field(text);
        if (_cells.Length - _length < field.Length + ((_columns.Count + 1) * (FigureText.MaxLength + 1)))
            Array.Resize(ref _cells, (2 * _cells.Length) + field.Length);
        field.CopyTo(_cells.AsSpan(_length));
        _length += field.Length;
    }
}
