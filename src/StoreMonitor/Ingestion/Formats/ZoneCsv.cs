using System.Text;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The zones: <c>timezones.csv</c> with the columns <c>store_id,timezone_str</c>. It replaces the zone of each store that has a valid
/// row.
/// </summary>
internal sealed class ZoneCsv : ICsvFormat
{
    private const int StoreId = 0;
    private const int Zone = 1;

    public IReadOnlyList<CsvColumn> Columns { get; } = [new("store_id"), new("timezone_str")];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var facts = new Facts();
        while (rows.Read())
        {
            if (Check(rows, out var zone) is not { } problem)
            {
                facts.Zones.Add((keys.KeyOf(rows.Field(StoreId)), zone));
                continue;
            }

            rejected.Add(problem);
            if (rows.CanTrust(StoreId) && StoreIdText.ProblemWith(rows.Field(StoreId)) is null)
                facts.Problems.TryAdd(keys.KeyOf(rows.Field(StoreId)), (rows.Field(StoreId).ToArray(), problem));
        }

        return facts;
    }

    private static RejectedRow? Check(CsvRows rows, out string zone)
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
        return null;
    }

    private sealed class Facts : ICsvFacts
    {
        public List<(int StoreKey, string ZoneId)> Zones { get; } = [];

        /// <summary>The first rejected row of each store.</summary>
        public Dictionary<int, (byte[] StoreId, RejectedRow Row)> Problems { get; } = [];

        public KeptFacts Kept { get; } = new("zone");

        public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel)
        {
            var counts = default(WriteCounts);
            foreach (var (key, zone) in Zones)
            {
                counts += transaction.SetZone(key, zone);
                Problems.Remove(key);
            }

            foreach (var (key, (storeId, row)) in Problems)
                Kept.Add(storeId, row, transaction.KeepZone(key, row.ToString()), rowsNotTaken: 0);
            return counts;
        }

        public void Dispose()
        {
        }
    }
}
