namespace StoreMonitor.Hosting;

/// <summary>Where the settings of the verbs come from; the web host reads its own, from the same places.</summary>
internal static class Settings
{
    /// <param name="overrides">Settings that go before all others.</param>
    public static IConfiguration Read(Dictionary<string, string?> overrides) => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(overrides)
        .Build();
}
