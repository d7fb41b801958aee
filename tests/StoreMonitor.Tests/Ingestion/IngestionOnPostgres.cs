using StoreMonitor.Tests.Support.Postgres;

namespace StoreMonitor.Tests.Ingestion;

#pragma warning disable IDE0052, CA1823 // The initializer of the field runs before those of the base class: see TestDatabase.

[OnPostgres]
public sealed class ArrivalOrderOnPostgres : ArrivalOrderTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class AtomicityOnPostgres : AtomicityTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ChangedFilesOnPostgres : ChangedFilesTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class ForgetOnPostgres : ForgetTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class JoinOnPostgres : JoinTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class PruneOnPostgres : PruneTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class RefusedForRowsOnPostgres : RefusedForRowsTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class RejectedRowsOnPostgres : RejectedRowsTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class RepeatedFactsOnPostgres : RepeatedFactsTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class StoreIdOnPostgres : StoreIdTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class WholeWeekOnPostgres : WholeWeekTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class CalendarFilesOnPostgres : CalendarFilesTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}

[OnPostgres]
public sealed class RecordedChangesOnPostgres : RecordedChangesTests
{
    private readonly bool _isOnPostgres = TestDatabase.UsePostgres();
}
