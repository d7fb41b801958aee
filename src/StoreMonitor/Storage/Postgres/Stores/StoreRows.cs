using Npgsql;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres.Stores;

/// <summary>Changes stores in memory, inside the caller's transaction, which has locked the facts.</summary>
/// <remarks><see cref="Store"/> sends all changes at once: a statement for each store would be a round trip for each store.</remarks>
internal sealed class StoreRows : IStoreRows, IStoreInserts
{
    private const string Target =
        "stores (store_key, store_id, zone_id, week, zone_problem, week_problem, last_chunk_us, changes, checksum)";

    private const short TargetColumns = 9;

    private const string Details =
        "store_details (store_key, name, own_groups, listed_groups, dated_weeks, dated_zones, special_hours, closures)";

    private const short DetailColumns = 8;

    private readonly Dictionary<int, StoreRow> _byKey = [];
    private readonly long _version;
    private Dictionary<string, int>? _keysById;
    private int _lastKey;

    private StoreRows(long version) => _version = version;

    /// <summary>How the transaction has changed the number of stores and the sum of their checksums.</summary>
    public StoreSum Changes { get; } = new();

    /// <summary>Whether <see cref="Store"/> has changed anything, or would.</summary>
    public bool IsChanged { get; private set; }

    public IEnumerable<StoreRow> All => _byKey.Values;

    /// <summary>Reads all stores, and verifies that they are all.</summary>
    public static StoreRows ReadAll(NpgsqlConnection connection, FactsState facts)
    {
        var sum = new StoreSum();
        var rows = Read(connection, facts, "", sum);
        sum.MustBeAllOf(facts);
        return rows;
    }

    /// <summary>Reads some stores.</summary>
    public static StoreRows Read(NpgsqlConnection connection, FactsState facts, IEnumerable<int> keys) => Read(
        connection, facts, $" WHERE store_key = ANY({PostgresCommands.Keys(keys)})", new StoreSum());

    /// <summary>The store with an id in UTF-8; <c>null</c> when there is none.</summary>
    public int? FindKey(ReadOnlySpan<byte> storeId) => KeysById.TryGetValue(Convert.ToHexString(storeId), out var key) ? key : null;

    public StoreRow this[int storeKey] =>
        _byKey.TryGetValue(storeKey, out var row) ? row : throw new DamagedFactsException("the table of stores");

    public byte[]? Read(int storeKey, StoreColumn column) => this[storeKey][column];

    public bool Set(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull = false) =>
        Set(storeKey, column, utf8, isNull, isCounted: false, out _);

    public bool Set(int storeKey, StoreColumn column, ReadOnlySpan<byte> utf8, bool isNull, bool isCounted, out long changes)
    {
        var (row, known) = (this[storeKey], this[storeKey][column]);
        changes = row.Changes + (isCounted ? 1 : 0);
        if (known is null ? isNull : !isNull && utf8.SequenceEqual(known))
            return false;

        var (after, before) = (
            isNull ? 0 : StoreChecksum.OfText(storeKey, column, utf8), known is null ? 0 : StoreChecksum.OfText(storeKey, column, known));
        Change(row, after - before + StoreChecksum.OfChanges(storeKey, changes) - StoreChecksum.OfChanges(storeKey, row.Changes));
        row[column] = isNull ? null : utf8.ToArray();
        row.Changes = changes;
        return true;
    }

    public long LastChunkOf(int storeKey) => this[storeKey].LastChunk;

    public void SetLastChunk(int storeKey, long fromMicroseconds)
    {
        var row = this[storeKey];
        Change(row, StoreChecksum.OfLastChunk(storeKey, fromMicroseconds) - StoreChecksum.OfLastChunk(storeKey, row.LastChunk));
        row.LastChunk = fromMicroseconds;
    }

    /// <summary>Counts a store out that the caller has deleted.</summary>
    public void Forget(int storeKey)
    {
        Changes.Remove(this[storeKey].Checksum);
        _byKey.Remove(storeKey);
        IsChanged = true;
    }

    public long ReadDataVersion() => _version;

    public void Insert(int storeKey, byte[] storeId)
    {
        var checksum = StoreChecksum.OfText(storeKey, StoreColumn.StoreId, storeId);
        var row = new StoreRow { Key = storeKey, IsNew = true, IsChanged = true, Checksum = checksum };
        row[StoreColumn.StoreId] = storeId;
        _byKey.Add(storeKey, row);
        _keysById?.Add(Convert.ToHexString(storeId), storeKey);
        _lastKey = Math.Max(_lastKey, storeKey);
        Changes.Add(row.Checksum);
        IsChanged = true;
    }

    public int FindOrInsert(byte[] storeId)
    {
        if (FindKey(storeId) is { } known)
            return known;
        Insert(_lastKey + 1, storeId);
        return _lastKey;
    }

    /// <summary>Sends all changes to the database.</summary>
    public void Store(NpgsqlConnection connection)
    {
        var changed = _byKey.Values.Where(row => row.IsChanged).ToList();
        if (changed.Count == 0)
            return;

        var known = PostgresCommands.Keys(changed.Where(row => !row.IsNew).Select(row => row.Key));
        connection.Execute($"DELETE FROM store_details WHERE store_key = ANY({known}); DELETE FROM stores WHERE store_key = ANY({known})");

        // In the order of their keys, in which reports read them.
        changed.Sort((a, b) => a.Key.CompareTo(b.Key));
        Copy(connection, changed, Target, TargetColumns, StoreColumn.StoreId, StoreColumn.WeekProblem);
        var detailed = changed.Where(row => row.HasDetails).ToList();
        if (detailed.Count > 0)
            Copy(connection, detailed, Details, DetailColumns, StoreColumns.FirstDetail, StoreColumns.LastDetail);
    }

    private Dictionary<string, int> KeysById
    {
        get
        {
            if (_keysById is null)
            {
                _keysById = [];
                foreach (var row in _byKey.Values)
                    _keysById.Add(Convert.ToHexString(row[StoreColumn.StoreId]!), row.Key);
            }

            return _keysById;
        }
    }

    private static StoreRows Read(NpgsqlConnection connection, FactsState facts, string where, StoreSum sum)
    {
        var stores = new StoreRows(facts.Version);
        using var rows = new CopyReader(
            connection, $"SELECT {StoredStore.Columns} FROM {StoredStore.Table}{where}", StoredStore.ColumnCount);
        while (rows.Step())
        {
            var row = StoreRow.Take(rows);
            sum.Add(row.Checksum);
            stores._byKey.Add(row.Key, row);
            stores._lastKey = Math.Max(stores._lastKey, row.Key);
        }

        return stores;
    }

    private static void Copy(
        NpgsqlConnection connection, List<StoreRow> rows, string target, short columns, StoreColumn first, StoreColumn last)
    {
        using var copy = new CopyWriter(connection, target, columns);
        foreach (var row in rows)
        {
            copy.BeginRow();
            copy.Int32(row.Key);
            for (var column = first; column <= last; column++)
                copy.Utf8OrNull(row[column]);
            if (first != StoreColumn.StoreId)
                continue;
            copy.Instant(row.LastChunk);
            copy.Int64(row.Changes);
            copy.Int64(row.Checksum);
        }

        copy.Complete();
    }

    private void Change(StoreRow row, long difference)
    {
        row.Checksum += difference;
        row.IsChanged = IsChanged = true;
        Changes.Change(difference);
    }
}
