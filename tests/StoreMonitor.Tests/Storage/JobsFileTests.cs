using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Model;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class JobsFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly JobsFile _file;

    public JobsFileTests()
    {
        _file = new JobsFile(new Database(_folder.Of("some.db")));
        _file.Prepare();
    }

    [Fact]
    public void It_lies_beside_the_database_and_has_a_log()
    {
        _file.Path.Should().Be(_folder.Of("some.db-jobs"));
        Facts.Scalar(_file.Path, "PRAGMA journal_mode").Should().Be("wal");
    }

    [Fact]
    public void The_model_of_EF_Core_is_the_schema_of_the_script()
    {
        using var db = Context();

        var modelled = db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()
            .Select(property => $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()} {(property.IsNullable ? "NULL" : "NOT NULL")}"));

        modelled.Should().BeEquivalentTo(Columns());
    }

    [Fact]
    public void A_job_is_on_the_disk_once_it_is_committed()
    {
        using var db = Context();
        db.Database.OpenConnection();

        Scalar(db, "PRAGMA synchronous").Should().Be(2L, "FULL is 2; NORMAL, which is 1, loses acknowledged jobs in a power cut");
    }

    [Fact]
    public void Preparing_again_keeps_the_jobs()
    {
        Facts.Scalar(_file.Path, "INSERT INTO report_jobs (report_id, state, as_of_us, interpolation, max_carry_us, request, requested_at_us) VALUES ('a', 0, 0, 0, 0, '', 0)");

        _file.Prepare();

        Facts.Scalar(_file.Path, "SELECT count(*) FROM report_jobs").Should().Be(1L);
    }

    [Theory]
    [InlineData("PRAGMA user_version = 99", "knows version 2 only")]
    [InlineData("PRAGMA application_id = 77", "is not StoreMonitor's")]
    public void A_file_that_is_not_of_this_version_is_refused(string sql, string reason)
    {
        Facts.Scalar(_file.Path, sql);

        var prepare = _file.Prepare;

        prepare.Should().Throw<DatabaseRefusedException>().WithMessage($"*{_file.Path}*{reason}*");
    }

    [Fact]
    public void No_report_takes_its_place_or_that_of_its_log()
    {
        File.WriteAllText(_file.Path + "-wal", "");

        Databases.IsFileAt(_file.Path).Should().BeTrue();
        Databases.IsFileAt(_file.Path + "-wal").Should().BeTrue();
    }

    public void Dispose() => _folder.Dispose();

    private JobsDb Context() => new(new DbContextOptionsBuilder<JobsDb>()
        .UseSqlite(_file.PooledConnectionString + ";Pooling=False").AddInterceptors(new JobsFile.Durable()).Options);

    private static object? Scalar(JobsDb db, string sql)
    {
        using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private string[] Columns()
    {
        const string Sql = """
            SELECT group_concat(t.name || '.' || c.name || ' ' || c.type || iif(c."notnull", ' NOT NULL', ' NULL'))
            FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
            """;
        return ((string)Facts.Scalar(_file.Path, Sql)!).Split(',');
    }
}
