using System.Globalization;
using System.Text;
using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Editing;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The zones: <c>timezones.csv</c> with the columns <c>store_id,timezone_str[,effective_from]</c>. A valid row replaces the undated zone of
/// its store, or the one with the first date that it gives (rule R19).
/// </summary>
/// <param name="effectiveFrom">The first date of rows that give none; <c>null</c> if they are undated.</param>
internal sealed class ZoneCsv(LocalDate? effectiveFrom) : ICsvFormat
{
    private const int StoreId = 0;
    private const int Zone = 1;
    private const int From = 2;

    public IReadOnlyList<CsvColumn> Columns { get; } = [new("store_id"), new("timezone_str"), EffectiveFrom.Column];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var facts = new Facts();
        while (rows.Read())
        {
            var date = EffectiveFrom.In(rows, From, effectiveFrom);
            if (Check(rows, date, out var zone) is not { } problem)
            {
                facts.Zones.Add(new GivenZone(keys.KeyOf(rows.Field(StoreId)), date.Date, zone));
                continue;
            }

            rejected.Add(problem);
            if (StoreColumnOfRow.IdIn(rows, StoreId) is { } storeId)
                facts.Problems.Add(new ZoneProblem(keys.KeyOf(storeId), storeId, date.Date, problem));
        }

        return facts;
    }

    private static RejectedRow? Check(CsvRows rows, DateOfRow date, out string zone)
    {
        zone = "";
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);

        var text = Encoding.UTF8.GetString(rows.Field(Zone));
        if (ZoneText.IdOf(text) is not { } id)
            return rows.Reject(Zone, ZoneText.ProblemWith(text));
        zone = id;
        return date.IsKnown ? null : rows.Reject(From, DateText.Problem);
    }

    /// <summary>A rejected row about a store.</summary>
    private sealed record ZoneProblem(int StoreKey, byte[] StoreId, LocalDate? First, RejectedRow Row);

    private sealed class Facts : ICsvFacts
    {
        public List<GivenZone> Zones { get; } = [];

        public List<ZoneProblem> Problems { get; } = [];

        public KeptFacts Kept { get; } = new("zone");

        public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel)
        {
            var counts = ZoneEdits.Apply(transaction, Zones);
            var kept = Unsettled();
            var isKnown = Storage.Editing.Problems.KeepZones(
                transaction, [.. kept.Select(problem => new GivenProblem(problem.StoreKey, problem.Row.ToString()))]);
            for (var index = 0; index < kept.Count; index++)
                Keep(kept[index], isKnown[index]);
            return counts;
        }

        public void Dispose()
        {
        }

        // The first rejected row about each zone of which the file has no valid row.
        private List<ZoneProblem> Unsettled()
        {
            var settled = Problems.Count == 0 ? [] : Zones.Select(zone => KeyOf(zone.StoreKey, zone.First)).ToHashSet();
            var unsettled = new List<ZoneProblem>();
            foreach (var problem in Problems)
            {
                if (settled.Add(KeyOf(problem.StoreKey, problem.First)))
                    unsettled.Add(problem);
            }

            return unsettled;
        }

        private static string KeyOf(int storeKey, LocalDate? first) => string.Create(
            CultureInfo.InvariantCulture, $"{storeKey} {(first is { } date ? LocalDateText.Format(date) : "")}");

        private void Keep(ZoneProblem problem, bool isKnown)
        {
            if (problem.First is { } first && isKnown)
            {
                var kept = $"keeps its zone from {LocalDateText.Format(first)} as it was";
                Kept.Add(KeptFacts.StoreNamed(problem.StoreId), kept, problem.Row, isKnown, 0);
            }
            else
            {
                Kept.Add(problem.StoreId, problem.Row, isKnown, rowsNotTaken: 0);
            }
        }
    }
}
