using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StoreMonitor.Storage;

/// <summary>What <c>dotnet ef migrations</c> builds the model from; the product itself never comes here.</summary>
internal sealed class MonitorDbDesign : IDesignTimeDbContextFactory<MonitorDb>
{
    public MonitorDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<MonitorDb>().UseSqlite("Data Source=design.db").Options);
}
