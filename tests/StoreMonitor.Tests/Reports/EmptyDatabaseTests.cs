using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public class EmptyDatabaseTests : IDisposable
{
    private readonly ServiceFolder _folder = new();

    [Fact]
    public async Task A_report_on_no_polls_has_just_the_header()
    {
        using var service = new ServiceFactory(_folder);
        using var client = service.CreateQuietClient();

        (await client.CsvOf(await client.Trigger())).Should().Be(ServiceFolder.Header);
    }

    [Fact]
    public async Task The_service_ingests_the_data_folder_into_an_empty_database_when_it_starts()
    {
        using var examples = ServiceFolder.WithExamples();
        using var service = new ServiceFactory(examples);
        using var client = service.CreateQuietClient();

        (await client.CsvOf(await client.Trigger())).Should().Be(ServiceFolder.ExamplesReport);
    }

    [Fact]
    public async Task A_service_without_data_is_ready()
    {
        using var service = new ServiceFactory(_folder);
        using var client = service.CreateQuietClient();

        (await client.GetStringAsync("/health/ready")).Should().StartWith("""{"status":"Healthy",""");
    }

    public void Dispose() => _folder.Dispose();
}
