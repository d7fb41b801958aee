using System.Text;
using Microsoft.Data.Sqlite;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class DatabaseRefusalTests : IDisposable
{
    private readonly Cli _cli = new();

    public DatabaseRefusalTests() => _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        new Database(_cli.DatabasePath).Prepare();
        Facts.Scalar(_cli.DatabasePath, "PRAGMA user_version = 99");

        await ExpectRefusal("was made by a newer version of StoreMonitor", "version 99", $"version {Schema.Version}");
    }

    [Fact]
    public async Task A_database_of_an_older_schema_is_refused_and_left_as_it_is()
    {
        new Database(_cli.DatabasePath).Prepare();
        Facts.Scalar(_cli.DatabasePath, "PRAGMA user_version = 0");

        await ExpectRefusal("has schema version 0", "ingest the CSVs into a new database");
    }

    [Fact]
    public async Task A_database_of_a_development_version_is_refused_and_left_as_it_is()
    {
        using (var connection = new SqliteConnection($"Data Source={_cli.DatabasePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsHistory (MigrationId TEXT); CREATE TABLE stores (store_key INTEGER)";
            command.ExecuteNonQuery();
        }

        await ExpectRefusal("was made by a development version of StoreMonitor", "ingest the CSVs into a new database");
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        using (var connection = new SqliteConnection($"Data Source={_cli.DatabasePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('x')";
            command.ExecuteNonQuery();
        }

        await ExpectRefusal("holds tables that are not StoreMonitor's", "nothing in it was changed");
    }

    [Fact]
    public async Task Polls_that_no_version_wrote_fail_a_report_as_damage()
    {
        _cli.Ingest();
        Facts.Scalar(_cli.DatabasePath, "UPDATE poll_chunks SET polls = '[3,1]'");

        var run = await _cli.Run("report");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("the database file is damaged");
        Directory.Exists(_cli.ReportsFolder).Should().BeFalse();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    [InlineData(20_000)]
    public async Task A_text_file_is_refused_and_left_as_it_is(int length)
    {
        _cli.Folder.Write("store-monitor.db", Encoding.ASCII.GetBytes(new string('x', length)));

        await ExpectRefusal("is not a SQLite database");
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_database_fails()
    {
        Directory.CreateDirectory(_cli.DatabasePath);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain($"the database file cannot be opened or made ({_cli.DatabasePath})").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_fails_and_is_named()
    {
        var file = _cli.Folder.Write("file", "x");

        var run = await _cli.RunBare("ingest", "--data", _cli.DataFolder, "--database", Path.Combine(file, "some.db"), "--reports", _cli.ReportsFolder);

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain(file).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_damaged_database_is_told_as_such()
    {
        new Database(_cli.DatabasePath).Prepare();
        var bytes = await File.ReadAllBytesAsync(_cli.DatabasePath);
        bytes.AsSpan(100).Fill(0x55);
        await File.WriteAllBytesAsync(_cli.DatabasePath, bytes);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("the database file is damaged");
    }

    public void Dispose() => _cli.Dispose();

    private async Task ExpectRefusal(params string[] message)
    {
        var before = await File.ReadAllBytesAsync(_cli.DatabasePath);

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Results.Should().BeEmpty();
        run.Diagnostics.Should().ContainAll(message).And.StartWith("failed: ").And.NotContain("   at ");
        (await File.ReadAllBytesAsync(_cli.DatabasePath)).Should().Equal(before);
    }
}
