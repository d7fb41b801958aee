namespace StoreMonitor.Tests.Support;

/// <summary>A test that needs a disk of its own; reported as skipped, with the reason, where none can be mounted. CI takes no skipped test.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOnSmallDiskAttribute : FactAttribute
{
    public FactOnSmallDiskAttribute() => Skip = SmallDisk.ProblemWithMounting();
}
