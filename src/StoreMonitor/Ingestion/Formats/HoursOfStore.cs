using NodaTime;
using StoreMonitor.Ingestion.Rejected;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>The business hours of one store in a file: its undated week, and what it has by date.</summary>
/// <param name="id">The id of the store in UTF-8.</param>
internal sealed class HoursOfStore(byte[] id)
{
    private readonly Dictionary<string, WeekOfFile> _dated = [];
    private WeekOfFile? _undated;

    public byte[] Id { get; } = id;

    /// <summary>
    /// The first rejected row of which it cannot be said which date it is about, so that it may be any; <c>null</c> if there is none.
    /// </summary>
    public RejectedRow? Problem { get; set; }

    /// <summary>The weeks, or the hours of dates.</summary>
    public IEnumerable<WeekOfFile> Weeks => _undated is null ? _dated.Values : _dated.Values.Prepend(_undated);

    /// <summary>Why a week is not taken (rule R2); <c>null</c> if it is.</summary>
    public RejectedRow? ProblemOf(WeekOfFile week) => week.Problem ?? Problem;

    /// <summary>The week of a date, or the undated one; it is created when it is named first.</summary>
    /// <remarks>By text, because a dictionary by a struct is compiled anew in each process.</remarks>
    public WeekOfFile WeekOf(LocalDate? date)
    {
        if (date is not { } first)
            return _undated ??= new WeekOfFile(null);

        var key = Core.Text.LocalDateText.Format(first);
        if (!_dated.TryGetValue(key, out var week))
            _dated.Add(key, week = new WeekOfFile(first));
        return week;
    }
}
