using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Storage.Sqlite.Connections;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class ReadConnectionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("plain.db")]
    [InlineData("odd; name=1.db")]
    [InlineData("näme 東京.db")]
    [InlineData("quo'te\"d %20?.db")]
    public void It_opens_what_was_prepared(string name)
    {
        var database = new Database(_folder.Of(name));
        database.Prepare();

        using var connection = database.OpenToRead();

        FactsMetadata.ReadVersion(connection).Should().Be(0);
    }

    [Theory]
    [InlineData("Data Source=file:{0}")]
    [InlineData("Data Source={0};Mode=ReadOnly")]
    [InlineData("Filename={0};Cache=Shared")]
    public void It_opens_what_a_connection_string_names(string connectionString)
    {
        var path = _folder.Of("some.db");
        new Database(path).Prepare();

        using var connection = new Database(string.Format(null, connectionString, path)).OpenToRead();

        FactsMetadata.ReadVersion(connection).Should().Be(0);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_made()
    {
        var path = _folder.Of("none.db");

        var open = () => new Database(path).OpenToRead();

        open.Should().Throw<SqliteException>().Which.SqliteErrorCode.Should().Be(raw.SQLITE_CANTOPEN);
        File.Exists(path).Should().BeFalse();
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_in_the_words_of_SQLite()
    {
        File.WriteAllText(_folder.Of("text.db"), new string('x', 4_096));
        var database = new Database(_folder.Of("text.db"));

        var read = () => FactsMetadata.ReadVersion(database.OpenToRead());

        read.Should().Throw<SqliteException>().WithMessage("SQLite Error 26: 'file is not a database'.")
            .Which.SqliteErrorCode.Should().Be(raw.SQLITE_NOTADB);
    }

    [Fact]
    public void A_table_that_is_not_there_is_named()
    {
        using var connection = Prepared().OpenToRead();

        var prepare = () => new RawStatement(connection, "SELECT x FROM nowhere");

        prepare.Should().Throw<SqliteException>().WithMessage("*no such table: nowhere*").Which.SqliteErrorCode.Should().Be(raw.SQLITE_ERROR);
    }

    [Fact]
    public void A_snapshot_sees_what_was_there_when_it_was_read_first()
    {
        var database = Prepared();
        using var connection = database.OpenToRead();
        connection.BeginSnapshot();
        FactsMetadata.ReadVersion(connection).Should().Be(0);

        StoredFacts.AdvanceVersion(database.Path);

        FactsMetadata.ReadVersion(connection).Should().Be(0);
        connection.EndSnapshot();
        FactsMetadata.ReadVersion(connection).Should().BePositive();
    }

    [Fact]
    public void Once_closed_it_is_refused()
    {
        var connection = Prepared().OpenToRead();
        connection.Dispose();

        var read = () => FactsMetadata.ReadVersion(connection);

        read.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Closing_it_twice_does_nothing()
    {
        var connection = Prepared().OpenToRead();
        connection.Dispose();

        var close = connection.Dispose;

        close.Should().NotThrow();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("näme 東京")]
    [InlineData("a\0b")]
    public void Text_is_bound_and_read_as_it_is(string text)
    {
        using var connection = Prepared().OpenToRead();
        using var statement = new RawStatement(connection, "SELECT ?1, typeof(?1)");
        statement.Bind(1, Encoding.UTF8.GetBytes(text));

        statement.Step().Should().BeTrue();

        statement.IsNull(0).Should().BeFalse();
        statement.Text(0).Should().Be(text);
        statement.Text(1).Should().Be("text");
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0L)]
    [InlineData(long.MaxValue)]
    public void Numbers_are_bound_and_read_as_they_are(long number)
    {
        using var connection = Prepared().OpenToRead();
        using var statement = new RawStatement(connection, "SELECT ?1");
        statement.Bind(1, number);

        statement.Step().Should().BeTrue();

        statement.Int64(0).Should().Be(number);
        statement.Step().Should().BeFalse();
    }

    [Fact]
    public void A_parameter_that_is_not_there_is_refused()
    {
        using var connection = Prepared().OpenToRead();
        using var statement = new RawStatement(connection, "SELECT 1");

        var bind = () => statement.Bind(1, 1);

        bind.Should().Throw<SqliteException>().Which.SqliteErrorCode.Should().Be(raw.SQLITE_RANGE);
    }

    [Fact]
    public void A_statement_that_was_disposed_of_is_refused_and_does_no_harm()
    {
        using var connection = Prepared().OpenToRead();
        var statement = new RawStatement(connection, "SELECT 1");
        statement.Dispose();
        statement.Dispose();

        var step = () => statement.Step();

        step.Should().Throw<SqliteException>().Which.SqliteErrorCode.Should().Be(raw.SQLITE_MISUSE);
    }

    public void Dispose() => _folder.Dispose();

    private Database Prepared()
    {
        var database = new Database(_folder.Of("some.db"));
        database.Prepare();
        return database;
    }
}
