using Microsoft.Extensions.Configuration;
using StoreMonitor.Settings;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Postgres;

/// <summary>The address names the database; a provider that contradicts it is refused.</summary>
public sealed class ProviderTests
{
    private const string Server = "Host=host;Username=user;Password=secret";

    [Theory]
    [InlineData("Postgres", Server)]
    [InlineData("postgres", "postgres://host/facts")]
    [InlineData(null, Server)]
    [InlineData("Sqlite", "data/facts.db")]
    [InlineData(null, "data/facts.db")]
    public void A_provider_that_agrees_with_the_address_is_taken(string? provider, string address) =>
        From(provider, address).Database.Should().Be(address);

    [Theory]
    [InlineData("Sqlite", Server, "Database:Provider is 'Sqlite', but ConnectionStrings:StoreMonitor names a PostgreSQL server: change one of them")]
    [InlineData("Postgres", "data/facts.db", "Database:Provider is 'Postgres', but ConnectionStrings:StoreMonitor names no PostgreSQL server*")]
    [InlineData("Postgres", null, "Database:Provider is 'Postgres', but ConnectionStrings:StoreMonitor names no PostgreSQL server*")]
    [InlineData("Postgres", "Username=user;Password=secret", "Database:Provider is 'Postgres', but *names no PostgreSQL server*")]
    [InlineData("Oracle", "data/facts.db", "Database:Provider is 'Oracle', which is not one of Sqlite, Postgres")]
    public void A_provider_that_contradicts_the_address_is_refused(string? provider, string? address, string message)
    {
        var act = () => From(provider, address);

        act.Should().Throw<UsageException>().WithMessage(message).Which.Message.Should().NotContain("secret");
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_without_the_password()
    {
        using var folder = ServiceFolder.WithExamples();

        var run = await folder.RunOn("postgres://user:secret@127.0.0.1:1/facts", "ingest");

        run.Code.Should().Be(1);
        run.Diagnostics.Should().Contain("the database server cannot be reached").And.Contain("postgres://127.0.0.1:1/facts").And.NotContain("secret");
    }

    [FactWithStrace]
    public async Task A_report_on_a_file_of_SQLite_loads_no_driver_of_PostgreSQL()
    {
        using var folder = ServiceFolder.WithExamples();
        await folder.Run("ingest");
        var trace = Path.Combine(folder.Reports, "trace");

        using var report = ServiceProcess.Start(
            [.. FactWithStraceAttribute.Strace, "-o", trace, "-e", "trace=openat"], ["report", .. folder.Options], []);

        (await report.Exit()).Should().Be(0, report.Diagnostics);
        var opened = (await File.ReadAllLinesAsync(trace)).Where(line => !line.Contains("= -1", StringComparison.Ordinal)).ToList();
        opened.Should().Contain(line => line.Contains("Microsoft.Data.Sqlite.dll", StringComparison.Ordinal));
        opened.Should().NotContain(line => line.Contains("Npgsql", StringComparison.Ordinal));
    }

    private static MonitorOptions From(string? provider, string? address) => MonitorOptions.From(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Database:Provider", provider), new("ConnectionStrings:StoreMonitor", address)])
        .Build());
}
