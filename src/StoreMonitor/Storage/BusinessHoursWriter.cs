using Microsoft.Data.Sqlite;

namespace StoreMonitor.Storage;

/// <summary>A row of business hours as it is stored, without the store.</summary>
internal readonly record struct HoursFact(int Day, int OpensAtSecond, int ClosesAtSecond);

/// <summary>Replaces the weeks of stores, inside the caller's transaction.</summary>
internal sealed class BusinessHoursWriter : IDisposable
{
    private readonly RawStatement _select;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _insert;

    public BusinessHoursWriter(SqliteConnection connection, SqliteTransaction transaction)
    {
        _select = new RawStatement(connection, "SELECT day, opens_at_s, closes_at_s FROM business_hours WHERE store_key = ?1");
        _delete = Command(connection, transaction, "DELETE FROM business_hours WHERE store_key = $key", "$key");
        _insert = Command(
            connection,
            transaction,
            "INSERT INTO business_hours (store_key, day, opens_at_s, closes_at_s) VALUES ($key, $day, $opens, $closes)",
            "$key",
            "$day",
            "$opens",
            "$closes");
    }

    /// <summary>Makes these rows the week of a store.</summary>
    /// <param name="rows">Not empty; a row given twice counts once.</param>
    /// <returns>
    /// For each row given: unchanged if the store had it already (or it was given before), otherwise stored if the store had no week,
    /// and replaced if it had another.
    /// </returns>
    public WriteCounts Write(int storeKey, IReadOnlyCollection<HoursFact> rows)
    {
        var known = Read(storeKey);
        var week = rows.ToHashSet();
        if (week.SetEquals(known))
            return new WriteCounts(0, rows.Count, 0);

        Replace(storeKey, week);
        var added = week.Count(row => !known.Contains(row));
        var unchanged = rows.Count - added;
        return known.Count == 0 ? new WriteCounts(added, unchanged, 0) : new WriteCounts(0, unchanged, added);
    }

    public void Dispose()
    {
        _select.Dispose();
        _delete.Dispose();
        _insert.Dispose();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter, SqliteType.Integer);
        return command;
    }

    private HashSet<HoursFact> Read(int storeKey)
    {
        _select.Bind(1, storeKey);
        var rows = new HashSet<HoursFact>();
        while (_select.Step())
            rows.Add(new HoursFact((int)_select.Int64(0), (int)_select.Int64(1), (int)_select.Int64(2)));
        _select.Reset();
        return rows;
    }

    private void Replace(int storeKey, IEnumerable<HoursFact> week)
    {
        _delete.Parameters[0].Value = storeKey;
        _delete.ExecuteNonQuery();
        _insert.Parameters[0].Value = storeKey;
        foreach (var row in week)
        {
            _insert.Parameters[1].Value = row.Day;
            _insert.Parameters[2].Value = row.OpensAtSecond;
            _insert.Parameters[3].Value = row.ClosesAtSecond;
            _insert.ExecuteNonQuery();
        }
    }
}
