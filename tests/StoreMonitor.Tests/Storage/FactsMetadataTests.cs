using StoreMonitor.Storage;
using StoreMonitor.Storage.Sqlite;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class FactsMetadataTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;

    public FactsMetadataTests()
    {
        _database = new Database(_folder.Of("some.db"));
        _database.Prepare();
    }

    [Theory]
    [InlineData("DELETE FROM facts")]
    [InlineData("UPDATE facts SET version = 'x'")]
    [InlineData("UPDATE facts SET version = 1.5")]
    public void A_version_that_is_gone_or_no_number_is_damage_and_not_zero(string damage)
    {
        Facts.Scalar(_database.Path, damage);
        using var connection = _database.OpenToRead();

        var read = () => FactsMetadata.ReadVersion(connection);

        read.Should().Throw<DamagedFactsException>();
    }

    [Theory]
    [InlineData("DELETE FROM facts")]
    [InlineData("UPDATE facts SET latest_poll_us = 'x'")]
    public void R13_A_latest_poll_that_is_gone_or_no_number_is_damage_and_not_none(string damage)
    {
        Facts.Scalar(_database.Path, damage);
        using var connection = _database.OpenToRead();

        var read = () => FactsMetadata.Read(connection).LatestPoll;

        read.Should().Throw<DamagedFactsException>();
    }

    [Fact]
    public void R13_Before_any_poll_there_is_no_latest()
    {
        using var connection = _database.OpenToRead();

        FactsMetadata.Read(connection).LatestPoll.Should().BeNull();
    }

    public void Dispose() => _folder.Dispose();
}
