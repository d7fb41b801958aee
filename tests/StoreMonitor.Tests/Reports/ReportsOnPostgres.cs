using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Reports;

#pragma warning disable IDE0052, CA1823 // The initializer of the field runs before those of the base class: see TestDatabase.

[OnPostgres]
public sealed class AsOfOnPostgres : AsOfTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class EmptyDatabaseOnPostgres : EmptyDatabaseTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class FindSameOnPostgres : FindSameTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ManyStoresOnPostgres : ManyStoresTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class QueueLimitOnPostgres : QueueLimitTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ReportClaimsOnPostgres : ReportClaimsTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ReportColumnsOnPostgres : ReportColumnsTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ReportQueueOnPostgres : ReportQueueTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ReportRetentionOnPostgres : ReportRetentionTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ReportWorkerOnPostgres : ReportWorkerTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class RunningReportOnPostgres : RunningReportTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class SharedReportOnPostgres : SharedReportTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class StoreReportOnPostgres : StoreReportTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}
