namespace StoreMonitor.Tests.Support;

/// <summary>A test that needs a device of Linux; reported as skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryOnLinuxAttribute : TheoryAttribute
{
    public TheoryOnLinuxAttribute() => Skip = OperatingSystem.IsLinux() ? null : "it needs /dev/full, which only Linux has";
}
