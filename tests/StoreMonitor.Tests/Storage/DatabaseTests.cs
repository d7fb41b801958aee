using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private const int Preparers = 4;
    private const int Rounds = 5;

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_new_database_and_its_folder_are_made()
    {
        var path = _folder.Of("new", "folder", "some.db");

        new Database(path).Prepare();

        Tables(path).Should().BeEquivalentTo("stores", "store_details", "poll_chunks", "poll_log", "facts", "ingested_files", "change_sets", "fact_changes");
        Facts.Scalar(path, "PRAGMA journal_mode").Should().Be("wal");
    }

    [Fact]
    public void Preparing_again_changes_nothing()
    {
        var path = _folder.Of("some.db");
        new Database(path).Prepare();
        Execute(path, "INSERT INTO stores (store_key, store_id, zone_id, checksum) VALUES (1, 'a', 'UTC', 0)");

        new Database(path).Prepare();

        Facts.In(path).Zones.Should().Equal("a UTC");
    }

    [Fact]
    public void A_database_that_lost_its_journal_mode_gets_it_back()
    {
        var path = _folder.Of("some.db");
        new Database(path).Prepare();
        Facts.Scalar(path, "PRAGMA journal_mode = DELETE").Should().Be("delete");

        new Database(path).Prepare();

        Facts.Scalar(path, "PRAGMA journal_mode").Should().Be("wal");
    }

    [Fact]
    public void Preparing_a_database_that_is_ready_writes_nothing()
    {
        var path = _folder.Of("some.db");
        new Database(path).Prepare();
        var before = (File.GetLastWriteTimeUtc(path), File.ReadAllBytes(path));

        new Database(path).Prepare();

        (File.GetLastWriteTimeUtc(path), File.ReadAllBytes(path)).Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData("Data Source=")]
    [InlineData("DataSource=")]
    [InlineData("filename = ")]
    public void A_connection_string_names_the_database_too(string start)
    {
        var path = _folder.Of("named.db");

        var database = new Database(start + path);
        database.Prepare();

        database.Path.Should().Be(path);
        File.Exists(path).Should().BeTrue();
    }

    [Theory]
    [InlineData("odd; name=1.db")]
    [InlineData("näme 東京.db")]
    [InlineData("quo'te\"d.db")]
    public void A_path_may_hold_what_a_connection_string_takes_for_its_own(string name)
    {
        var path = _folder.Of(name);

        new Database(path).Prepare();

        Directory.GetFiles(_folder.Path).Should().Contain(path);
    }

    [Fact]
    public void The_model_of_EF_Core_has_the_tables_and_columns_of_the_schema()
    {
        var path = _folder.Of("some.db");
        new Database(path).Prepare();
        using var db = Context(path);

        var modelled = db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()
            .Select(property => $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()} {(property.IsNullable ? "NULL" : "NOT NULL")}"));

        modelled.Should().BeEquivalentTo(Columns(path));
    }

    [Fact]
    public void EF_Core_reads_a_new_database()
    {
        new Database(_folder.Of("some.db")).Prepare();
        using var db = Context(_folder.Of("some.db"));

        db.PollChunks.Should().BeEmpty();
        db.Stores.Should().BeEmpty();
        db.Facts.Should().ContainSingle();
    }

    [Fact]
    public void The_chunks_of_polls_have_no_row_ids()
    {
        var path = _folder.Of("some.db");
        new Database(path).Prepare();

        var sql = (string)Facts.Scalar(path, "SELECT sql FROM sqlite_master WHERE name = 'poll_chunks'")!;

        sql.Should().EndWith("WITHOUT ROWID");
    }

    [Fact]
    public void Foreign_keys_are_enforced()
    {
        var database = new Database(_folder.Of("some.db"));
        database.Prepare();
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO poll_chunks VALUES (99, 0, '[0]', NULL, 0)";

        var insert = command.ExecuteNonQuery;

        insert.Should().Throw<SqliteException>().WithMessage("*FOREIGN KEY*");
    }

    [Fact]
    public void A_schema_script_cut_off_by_a_kill_leaves_a_database_that_can_be_prepared()
    {
        var path = _folder.Of("some.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA application_id = {Schema.ApplicationId}; CREATE TABLE stores (x)";
            command.ExecuteNonQuery();
        }

        new Database(path).Prepare();

        Facts.In(path).Stores.Should().BeEmpty();
    }

    [Fact]
    public void Several_at_once_prepare_the_same_new_database()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var path = _folder.Of($"{round}.db");
            using var start = new Barrier(Preparers);
            Exception?[] failures = new Exception?[Preparers];
            Thread[] threads = [.. Enumerable.Range(0, Preparers).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                failures[i] = Record.Exception(() => new Database(path).Prepare());
            }))];

            foreach (var thread in threads)
                thread.Start();
            foreach (var thread in threads)
                thread.Join();

            failures.Should().OnlyContain(failure => failure == null);
            Facts.Scalar(path, "SELECT count(*) FROM facts").Should().Be(1L);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static MonitorDb Context(string path) =>
        new(new DbContextOptionsBuilder<MonitorDb>().UseSqlite($"Data Source={path};Pooling=False").Options);

    private static void Execute(string path, string sql) => Facts.Scalar(path, sql);

    private static string[] Tables(string path) =>
        ((string)Facts.Scalar(path, "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")!).Split(',');

    private static string[] Columns(string path)
    {
        const string Sql = """
            SELECT group_concat(t.name || '.' || c.name || ' ' || c.type || iif(c."notnull", ' NOT NULL', ' NULL'))
            FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
            """;
        return ((string)Facts.Scalar(path, Sql)!).Split(',');
    }
}
