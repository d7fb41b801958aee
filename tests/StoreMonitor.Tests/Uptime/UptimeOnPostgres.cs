using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Uptime;

#pragma warning disable IDE0052, CA1823 // The initializer of the field runs before those of the base class: see TestDatabase.

[OnPostgres]
public sealed class ExamplesOnPostgres : ExamplesTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ExplainFormatOnPostgres : ExplainFormatTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ExplainOnPostgres : ExplainTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class CalendarReportOnPostgres : CalendarReportTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ExplainCalendarOnPostgres : ExplainCalendarTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}
