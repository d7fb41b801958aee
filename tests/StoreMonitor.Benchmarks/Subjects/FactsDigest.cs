using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using StoreMonitor.Benchmarks.Measuring;

namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>A set of polls boiled down, so that two sets can be compared whatever order they come in.</summary>
/// <remarks>Computed from the CSV and from every database by other code than the program's own.</remarks>
internal readonly record struct FactsDigest(long Count, ulong Sum, ulong Xor)
{
    private const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1_000;

    private static readonly InstantPattern Timestamp = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFF 'UTC'");

    /// <summary>The polls of a CSV as the <c>sample</c> verb writes it: no quotes, no poll twice.</summary>
    public static FactsDigest OfCsv(string path)
    {
        var digest = default(FactsDigest);
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(',');
            digest = digest.With(fields[0], Microseconds(fields[2]), fields[1]);
        }

        return digest;
    }

    /// <summary>The polls in a database of StoreMonitor.</summary>
    public static FactsDigest OfDatabase(string path) => OfQuery(
        path,
        """
        SELECT s.store_id, p.at_us, CASE p.status WHEN 1 THEN 'active' WHEN 0 THEN 'inactive' END
        FROM polls p JOIN stores s ON s.store_key = p.store_key
        """,
        row => row.GetInt64(1));

    /// <summary>The polls in a table of text.</summary>
    public static FactsDigest OfTextTable(string path) => OfQuery(
        path, "SELECT store_id, timestamp_utc, status FROM polls", row => Microseconds(row.GetString(1)));

    /// <exception cref="ResultDiffersException">The other holds other polls.</exception>
    public void MustEqual(FactsDigest other, string whose)
    {
        if (this != other)
            throw new ResultDiffersException(string.Create(CultureInfo.InvariantCulture, $"{whose} holds {other.Count:N0} polls; the CSV has {Count:N0}, or others"));
    }

    private static FactsDigest OfQuery(string path, string sql, Func<SqliteDataReader, long> microseconds)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var digest = default(FactsDigest);
        while (rows.Read())
            digest = digest.With(rows.GetString(0), microseconds(rows), rows.GetString(2));
        return digest;
    }

    private static long Microseconds(string text) => Timestamp.Parse(text).Value.ToUnixTimeTicks() / TicksPerMicrosecond;

    private FactsDigest With(string id, long microseconds, string status)
    {
        // FNV-1a over the characters, then mixed, so that similar polls do not cancel out in the sum.
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in id)
            hash = (hash ^ character) * 1_099_511_628_211UL;
        hash = Mix(hash ^ Mix((ulong)microseconds));
        hash = Mix(hash ^ (status == "active" ? 1UL : 2UL));
        return new FactsDigest(Count + 1, Sum + hash, Xor ^ hash);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
