using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Polls;

#pragma warning disable IDE0052, CA1823 // The initializer of the field runs before those of the base class: see TestDatabase.

[OnPostgres]
public sealed class LiveAgainstBulkOnPostgres : LiveAgainstBulkTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class PostPollsOnPostgres : PostPollsTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}
