using StoreMonitor.Storage;
using StoreMonitor.Storage.Postgres;

namespace StoreMonitor.Tests.Postgres;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgres://user@host/facts", true)]
    [InlineData("postgresql://host/facts", true)]
    [InlineData("POSTGRES://host/facts", true)]
    [InlineData("Host=localhost;Database=facts", true)]
    [InlineData("Database=facts; server = localhost", true)]
    [InlineData("data/store-monitor.db", false)]
    [InlineData("Data Source=Host.db", false)]
    [InlineData("file:facts.db?mode=ro", false)]
    public void An_address_says_which_database_it_is(string address, bool isServer) => Databases.IsServer(address).Should().Be(isServer);

    [Fact]
    public void Each_part_of_an_address_is_decoded_once()
    {
        var address = new PostgresAddress("postgres://us%65r:p%40ss%2525+@db.example:5433/fa%2Fcts?sslmode=verify-full&application_name=a%20b");

        address.Name.Should().Be("postgres://db.example:5433/fa/cts");
        address.ToConnectionString().Should().Contain("Username=user").And.Contain("Password=p@ss%25+").And.Contain("Database=fa/cts")
            .And.Contain("SSL Mode=VerifyFull").And.Contain("Application Name=\"a b\"");
    }

    [Theory]
    [InlineData("postgres://[::1]:5433/facts", "Host=::1", "Port=5433")]
    [InlineData("postgres://[::1]/facts", "Host=::1", "Database=facts")]
    [InlineData("postgres://one:1,two:2/facts?target_session_attrs=read-write", "Host=one:1,two:2", "Target Session Attributes=read-write")]
    [InlineData("postgres://%2Frun%2Fpostgresql/facts", "Host=/run/postgresql", "Database=facts")]
    public void Hosts_are_read_as_the_clients_of_the_server_read_them(string text, string host, string other) =>
        new PostgresAddress(text).ToConnectionString().Should().Contain(host).And.Contain(other);

    [Theory]
    [InlineData("postgres://user:secret@host/facts?colour=secret")]
    [InlineData("postgres://user:secret%@host/facts")]
    [InlineData("postgres://user:secret%4@host/facts")]
    [InlineData("postgres://user:secret%GG@host/facts")]
    [InlineData("postgres://user:secret@host:secret/facts")]
    [InlineData("postgres://user:secret@/facts")]
    [InlineData("Host=localhost;Colour=secret")]
    [InlineData("Host=;Password=secret;Username=user")]
    [InlineData("mysql://user:secret@host/facts")]
    public void What_is_wrong_with_an_address_is_said_without_its_password(string address)
    {
        Databases.ProblemWith(address).Should().NotBeNull().And.NotContain("secret");
        Databases.NameOf(address).Should().NotContain("secret");
    }

    [Theory]
    [InlineData("postgres://user:secret@host:5433/facts", "postgres://host:5433/facts")]
    [InlineData("Host=host;Username=user;Password=secret", "postgres://host/user")]
    [InlineData("Hots=host;Password=secret", "(an address that may hold a password)")]
    [InlineData("data/facts.db", "data/facts.db")]
    public void A_name_for_messages_has_no_password(string address, string name) => Databases.NameOf(address).Should().Be(name);
}
