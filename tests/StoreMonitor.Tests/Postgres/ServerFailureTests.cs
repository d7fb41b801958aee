using System.Net;
using Npgsql;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Chunks;
using StoreMonitor.Tests.Support;
using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Postgres;

/// <summary>What a failure of the server says, and what is tried again by itself.</summary>
[OnPostgres]
public sealed class ServerFailureTests : IDisposable
{
#pragma warning disable IDE0052, CA1823 // The initializer runs before those of the fields that follow.
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
#pragma warning restore IDE0052, CA1823
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Fact]
    public async Task A_read_goes_on_after_its_connection_was_ended_as_long_as_no_row_was_given()
    {
        await _folder.Run("ingest");
        var facts = Databases.Open(_folder.Database);
        using var reader = facts.OpenReader();
        var state = reader.ReadState();

        EndConnections();

        reader.ReadState().Should().Be(state);
        using var other = facts.OpenSnapshot(2);
        other.Facts.Should().Be(state);
    }

    [Fact]
    public async Task A_snapshot_that_has_lost_its_connection_is_not_read_any_further()
    {
        await _folder.Run("ingest");
        using var snapshot = Databases.Open(_folder.Database).OpenSnapshot(2);
        var stores = snapshot.Readers[1].ReadStores(snapshot.Readers[1].ReadKeys(), new StoreSum());

        EndConnections();
        var act = () =>
        {
            using var polls = snapshot.Readers[1].OpenPolls(stores, DecisivePolls.All);
            return polls.Read(stores[0], IntervalSet.Empty).Length;
        };

        StorageFailure.Of(act.Should().Throw<NpgsqlException>().Which)!.Kind.Should().Be(StorageFailureKind.ConnectionLost);
    }

    [Fact]
    public async Task A_writer_that_has_lost_its_connection_has_stored_nothing()
    {
        await _folder.Run("ingest");
        var before = Facts.In(_folder.Database);
        using var writer = Databases.Open(_folder.Database).OpenWriter();
        using var transaction = writer.Begin(writer.ReadKeys(), new ChangeOrigin(ServiceFolder.Now, "test", "test"));
        transaction.Take([new PollFact(1, 1, StoreStatus.Active)]);

        EndConnections();
        var act = () => transaction.Commit(new FileStamp("some.csv", 1, 1));

        StorageFailure.Of(act.Should().Throw<NpgsqlException>().Which)!.Kind.Should().Be(StorageFailureKind.ConnectionLost);
        Facts.In(_folder.Database).Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData("08006", StorageFailureKind.ConnectionLost)]
    [InlineData("57P01", StorageFailureKind.ConnectionLost)]
    [InlineData("57P03", StorageFailureKind.ConnectionLost)]
    [InlineData("40001", StorageFailureKind.Busy)]
    [InlineData("40P01", StorageFailureKind.Busy)]
    [InlineData("55P03", StorageFailureKind.Busy)]
    [InlineData("53300", StorageFailureKind.Busy)]
    [InlineData("53100", StorageFailureKind.Full)]
    [InlineData("25006", StorageFailureKind.Unwritable)]
    [InlineData("XX001", StorageFailureKind.Damaged)]
    [InlineData("22012", StorageFailureKind.Other)]
    public void The_state_that_the_server_gives_decides_the_kind(string state, object kind)
    {
        var failure = StorageFailure.Of(new PostgresException("words of the server", "ERROR", "ERROR", state))!;

        failure.Kind.Should().Be((StorageFailureKind)kind);
        failure.Text.Should().NotContain(state);
    }

    [Fact]
    public async Task A_service_on_a_read_only_database_answers_and_is_not_ready()
    {
        await _folder.Run("ingest");
        using var factory = new ServiceFactory(_folder);
        using var client = factory.CreateQuietClient();
        (await client.GetAsync("/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);

        SetReadOnly();

        using var ready = await client.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).Should().Contain("read-only");
        using var trigger = await client.PostAsync("/trigger_report", null);
        trigger.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await trigger.Content.ReadAsStringAsync()).Should().Contain("read-only");
    }

    [Fact]
    public async Task A_service_whose_schema_is_another_one_is_not_ready()
    {
        using var factory = new ServiceFactory(_folder);
        using var client = factory.CreateQuietClient();
        TestDatabase.Execute(_folder.Database, "INSERT INTO store_monitor_schema VALUES (99)");

        using var ready = await client.GetAsync("/health/ready");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).Should().Contain("its schema has version 99");
    }

    public void Dispose() => _folder.Dispose();

    private void EndConnections() => PostgresServer.Shared.Execute(
        $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{_folder.Database[(_folder.Database.LastIndexOf('/') + 1)..]}'");

    private void SetReadOnly()
    {
        PostgresServer.Shared.Execute(
            $"ALTER DATABASE {_folder.Database[(_folder.Database.LastIndexOf('/') + 1)..]} SET default_transaction_read_only = on");
        EndConnections();
    }
}
