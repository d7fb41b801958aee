using StoreMonitor.Storage;
using StoreMonitor.Storage.Postgres;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Postgres;

[OnPostgres]
public sealed class PostgresSchemaTests : IDisposable
{
    private readonly string _address = TestDatabase.NewAddress();

    [Fact]
    public async Task Two_processes_at_once_create_one_database_and_ingest_once()
    {
        using var folder = ServiceFolder.WithExamples();
        string[] arguments = ["ingest", "--data", folder.Data, "--database", _address, "--reports"];

        using var one = ServiceProcess.Start([.. arguments, folder.Reports], []);
        using var two = ServiceProcess.Start([.. arguments, folder.Data], []);

        (await one.Exit()).Should().Be(0, one.Diagnostics);
        (await two.Exit()).Should().Be(0, two.Diagnostics);
        Facts.In(_address).Polls.Should().HaveCount(5);
        TestDatabase.Scalar(_address, "SELECT string_agg(version::text, ',' ORDER BY version) FROM store_monitor_schema").Should().Be("1,2");
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_unchanged()
    {
        Databases.Open(_address).Prepare();
        TestDatabase.Execute(_address, "INSERT INTO store_monitor_schema VALUES (99)");

        var act = () => Databases.Open(_address).Prepare();

        act.Should().Throw<DatabaseRefusedException>().WithMessage("*newer version of StoreMonitor (its schema has version 99,*nothing in it was changed");
    }

    [Fact]
    public void A_database_with_tables_of_another_program_is_refused_unchanged()
    {
        new PostgresDatabase(_address).Create();
        TestDatabase.Execute(_address, "CREATE TABLE stores (id integer)");

        var act = () => Databases.Open(_address).Prepare();

        act.Should().Throw<DatabaseRefusedException>().WithMessage("*has a table stores that is not StoreMonitor's*");
        TestDatabase.Scalar(_address, "SELECT to_regclass('facts')::text").Should().Be(DBNull.Value);
    }

    [Fact]
    public async Task A_verb_that_reads_creates_no_database()
    {
        using var folder = new ServiceFolder();

        var run = await folder.RunOn(_address, "report");

        run.Code.Should().Be(1);
        run.Diagnostics.Should().Contain("there is no database postgres://127.0.0.1:");
        Databases.Open(_address).Exists.Should().BeFalse();
    }

    [Fact]
    public async Task A_backup_is_left_to_the_tools_of_the_server()
    {
        using var folder = ServiceFolder.WithExamples();
        await folder.RunOn(_address, "ingest");

        var run = await folder.RunOn(_address, "backup", "facts.dump");

        run.Code.Should().Be(2);
        run.Diagnostics.Should().Contain("use pg_dump --format=custom --file=facts.dump --host=127.0.0.1 --port=");
    }

    public void Dispose() => TestDatabase.Drop(_address);
}
