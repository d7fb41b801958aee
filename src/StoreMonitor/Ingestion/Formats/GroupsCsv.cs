using StoreMonitor.Core.Text;
using StoreMonitor.Files;
using StoreMonitor.Ingestion.Csv;
using StoreMonitor.Ingestion.Rejected;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Editing;

namespace StoreMonitor.Ingestion.Formats;

/// <summary>
/// The groups of stores: <c>groups.csv</c> with the columns <c>group,store_id</c>, one row a member. It replaces the members of each group
/// that it names; a group any of whose rows was rejected loses none. An empty store id means a group without members.
/// </summary>
internal sealed class GroupsCsv : ICsvFormat
{
    private const int Group = 0;
    private const int StoreId = 1;

    public IReadOnlyList<CsvColumn> Columns { get; } = [new("group", "group_name"), new("store_id")];

    public ICsvFacts Read(CsvInput input, StoreKeys keys, RejectedRows rejected, CancellationToken cancel)
    {
        var rows = input.Rows;
        var groups = new Dictionary<string, GroupOfFile>(StringComparer.Ordinal);
        while (rows.Read())
        {
            var problem = Check(rows);
            if (problem is not null)
                rejected.Add(problem);
            if (NameIn(rows) is not { } name)
                continue;

            if (!groups.TryGetValue(name, out var group))
                groups.Add(name, group = new GroupOfFile(name));
            group.Problem ??= problem;
            if (problem is null)
                group.Add(rows.Field(StoreId), keys);
        }

        return new Facts([.. groups.Values]);
    }

    private static string? NameIn(CsvRows rows) =>
        rows.CanTrust(Group)
        && LabelText.In(rows, Group) is { Length: > 0 } name
        && LabelText.ProblemWith(name, LabelText.LongestName) is null
            ? name
            : null;

    private static RejectedRow? Check(CsvRows rows)
    {
        if (rows.IsMalformed)
            return rows.RejectMalformed();
        if (rows.Field(Group).IsEmpty)
            return rows.Reject(Group, "is missing");
        if (LabelText.ProblemWith(LabelText.In(rows, Group), LabelText.LongestName) is { } problem)
            return rows.Reject(Group, problem);
        if (!rows.HasField(StoreId))
            return rows.Reject(StoreId, "is missing");
        return rows.Field(StoreId).IsEmpty || StoreIdText.ProblemWith(rows.Field(StoreId)) is not { } problemWithId
            ? null
            : rows.Reject(StoreId, problemWithId);
    }

    /// <summary>A group with the members that could be read.</summary>
    private sealed class GroupOfFile(string name)
    {
        private readonly List<int> _members = [];

        public string Name => name;

        /// <summary>The number of rows that say that the group has no members.</summary>
        public int EmptyRows { get; private set; }

        /// <summary>The first rejected row; <c>null</c> if there is none.</summary>
        public RejectedRow? Problem { get; set; }

        public void Add(ReadOnlySpan<byte> storeId, StoreKeys keys)
        {
            if (storeId.IsEmpty)
                EmptyRows++;
            else
                _members.Add(keys.KeyOf(storeId));
        }

        public GivenGroup ToFact() => new(Name, _members, IsWhole: Problem is null);
    }

    private sealed class Facts(IReadOnlyList<GroupOfFile> groups) : ICsvFacts
    {
        public KeptFacts Kept { get; } = new("group");

        public WriteCounts Write(IFactsTransaction transaction, CancellationToken cancel)
        {
            var counts = GroupEdits.Apply(transaction, [.. groups.Select(group => group.ToFact())]);
            foreach (var group in groups)
            {
                counts += new WriteCounts(0, group.EmptyRows, 0);
                if (group.Problem is { } problem)
                    Kept.Add($"group '{PrintableText.Of(group.Name)}'", "loses no member", problem, hasKept: true, rowsNotTaken: 0);
            }

            return counts;
        }

        public void Dispose()
        {
        }
    }
}
