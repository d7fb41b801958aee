using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Storage;
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

        Tables(path).Should().BeEquivalentTo("stores", "poll_chunks", "facts", "report_jobs", "__EFMigrationsHistory");
        Facts.Scalar(path, "PRAGMA journal_mode").Should().Be("wal");
    }

    [Fact]
    public void Preparing_again_changes_nothing()
    {
        var path = _folder.Of("some.db");
        new Database(path).Prepare();
        Execute(path, "INSERT INTO stores (store_key, store_id, zone_id) VALUES (1, 'a', 'UTC')");

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
    public void The_migrations_are_those_of_EF_Core()
    {
        using var db = Context(_folder.Of("some.db"));

        Schema.Migrations.Should().Equal(db.Database.GetMigrations());
    }

    [Fact]
    public void The_script_for_a_new_database_is_what_the_migrations_do()
    {
        using var db = Context(_folder.Of("some.db"));
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);

        Schema.ScriptForNew().Trim().Should().Be(script.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public void The_migrations_lead_to_the_model()
    {
        using var db = Context(_folder.Of("some.db"));

        db.Database.HasPendingModelChanges().Should().BeFalse();
    }

    [Fact]
    public void EF_Core_finds_nothing_left_to_migrate()
    {
        new Database(_folder.Of("some.db")).Prepare();
        using var db = Context(_folder.Of("some.db"));

        db.Database.GetPendingMigrations().Should().BeEmpty();
        db.PollChunks.Should().BeEmpty();
        db.Stores.Should().BeEmpty();
        db.ReportJobs.Should().BeEmpty();
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
        command.CommandText = "INSERT INTO poll_chunks VALUES (99, 0, '[0]')";

        var insert = command.ExecuteNonQuery;

        insert.Should().Throw<SqliteException>().WithMessage("*FOREIGN KEY*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(48)]
    [InlineData(500)]
    public void The_facts_of_the_first_schema_are_kept(int pollsOfEach)
    {
        var path = _folder.Of("old.db");
        MakeOfFirstSchema(path, pollsOfEach);

        new Database(path).Prepare();

        var expected = Enumerable.Range(1, 3).SelectMany(store => Enumerable.Range(0, pollsOfEach).Select(i => OldPoll(store, i)));
        Facts.In(path).Polls.Should().Equal(expected.Select(poll => $"{poll.Store} {Facts.At(poll.At)} {(poll.Status == 1 ? "active" : "inactive")}"));
        Facts.In(path).Hours.Should().Equal("1 0 09:00:00-12:00:00", "1 0 13:00:00-17:00:00", "1 6 22:00:00-02:00:00", "3 2 00:00:00-00:00:00");
        using var connection = new Database(path).OpenToRead();
        StoreTable.Find(connection, 1)!.Hours.Schedule.Rows.Should().HaveCount(3);
        StoreTable.Find(connection, 2)!.Hours.IsDefaultSchedule.Should().BeTrue();
        var latest = FactsTable.ReadLatestPoll(connection);
        latest.Should().Be(pollsOfEach == 0 ? null : UnixMicroseconds.ToInstant(OldPoll(3, pollsOfEach - 1).At));
    }

    [Fact]
    public void A_migration_cut_off_by_a_kill_leaves_a_database_that_can_be_prepared()
    {
        var path = _folder.Of("some.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsHistory (MigrationId TEXT, ProductVersion TEXT); CREATE TABLE stores (x)";
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
            Facts.Scalar(path, "SELECT count(*) FROM __EFMigrationsHistory").Should().Be((long)Schema.Migrations.Count);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static MonitorDb Context(string path) =>
        new(new DbContextOptionsBuilder<MonitorDb>().UseSqlite($"Data Source={path};Pooling=False").Options);

    // Uneven, on both sides of the epoch, and later for each store.
    private static (int Store, long At, int Status) OldPoll(int store, int index) =>
        (store, (index * 10_800_000_123L) - 1_000_000_000 + store, (index + store) % 3 == 0 ? 0 : 1);

    private static void MakeOfFirstSchema(string path, int pollsOfEach)
    {
        using var db = Context(path);
        Execute(path, db.GetService<IMigrator>().GenerateScript(null, Schema.Migrations[0], MigrationsSqlGenerationOptions.NoTransactions));
        Execute(path, "INSERT INTO stores (store_key, store_id) VALUES (1, '1'), (2, '2'), (3, '3')");
        Execute(path, "INSERT INTO business_hours VALUES (1, 6, 79200, 7200), (1, 0, 46800, 61200), (1, 0, 32400, 43200), (3, 2, 0, 0)");
        foreach (var (store, at, status) in Enumerable.Range(1, 3).SelectMany(store => Enumerable.Range(0, pollsOfEach).Select(i => OldPoll(store, i))))
            Execute(path, $"INSERT INTO polls VALUES ({store}, {at}, {status})");
    }

    private static void Execute(string path, string sql) => Facts.Scalar(path, sql);

    private static string[] Tables(string path) =>
        ((string)Facts.Scalar(path, "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")!).Split(',');
}
