using StoreMonitor.Hosting;

namespace StoreMonitor.Tests.Hosting;

public sealed class HeadStartTests
{
    [Fact]
    public void The_first_uses_do_not_fail()
    {
        // In a process nobody would notice.
        var use = HeadStart.UseZones;

        use.Should().NotThrow();
    }
}
