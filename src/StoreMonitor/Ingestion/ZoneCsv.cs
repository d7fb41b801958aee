using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using StoreMonitor.Storage;

namespace StoreMonitor.Ingestion;

/// <summary>The zones: <c>timezones.csv</c>, with the columns <c>store_id,timezone_str</c>. It replaces the zone of each store it names.</summary>
internal sealed class ZoneCsv : ICsvFormat
{
    private const int StoreId = 0;
    private const int Zone = 1;

    public IReadOnlyList<CsvColumn> Columns { get; } = [new("store_id"), new("timezone_str")];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var zones = new List<(int StoreKey, string ZoneId)>();
        while (rows.Read())
        {
            if (Check(rows) is { } problem)
                rejected.Add(problem);
            else
                zones.Add((keys.KeyOf(rows.Field(StoreId)), Encoding.UTF8.GetString(rows.Field(Zone))));
        }

        return new Facts(zones, keys);
    }

    private static RejectedRow? Check(CsvRows rows)
    {
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (StoreIdText.ProblemWith(rows.Field(StoreId)) is { } problem)
            return rows.Reject(StoreId, problem);
        if (rows.Field(Zone).IsEmpty)
            return rows.Reject(Zone, "is missing");
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(Encoding.UTF8.GetString(rows.Field(Zone))) is null
            ? rows.Reject(Zone, "is not a zone of the IANA database, such as 'America/Chicago'")
            : null;
    }

    private sealed class Facts(List<(int StoreKey, string ZoneId)> zones, StoreKeys keys) : ICsvFacts
    {
        public WriteCounts Write(SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancel)
        {
            using var writer = new ZoneWriter(connection);
            var counts = default(WriteCounts);
            foreach (var (key, zone) in zones)
                counts += writer.Write(keys.StoredKeyOf(key), zone);
            return counts;
        }

        public void Dispose()
        {
        }
    }
}
