using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Reports;

public sealed class ProblemDetailsTests : IDisposable
{
    private readonly ServiceFolder _folder = ServiceFolder.WithExamples();

    [Theory]
    [InlineData("Production", "GET", "/no/such/route", 404)]
    [InlineData("Production", "GET", "/trigger_report", 405)]
    [InlineData("Production", "DELETE", "/get_report", 405)]
    [InlineData("Production", "PUT", "/api/stores/always-up/trigger_report", 405)]
    [InlineData("Production", "GET", "/get_report?report_id=x", 400)]
    [InlineData("Production", "POST", "/get_report", 400)]
    [InlineData("Production", "POST", "/api/stores/x/trigger_report", 404)]
    [InlineData("Production", "GET", "/api/v1/reports/x/download?format=exe", 400)]
    [InlineData("Development", "GET", "/no/such/route", 404)]
    [InlineData("Development", "GET", "/trigger_report", 405)]
    [InlineData("Development", "GET", "/get_report", 400)]
    [InlineData("Development", "POST", "/get_report", 400)]
    [InlineData("Development", "POST", "/api/stores/x/trigger_report", 404)]
    public async Task Every_error_is_problem_details_in_every_environment(string environment, string method, string path, int status)
    {
        using var service = new ServiceFactory(_folder) { EnvironmentName = environment };
        using var client = service.CreateQuietClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await client.SendAsync(request);

        await response.ShouldBeProblem(status);
    }

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Production", "text/csv")]
    [InlineData("Development", "application/json")]
    [InlineData("Development", "text/csv")]
    [InlineData("Development", "text/html")]
    public async Task A_failure_inside_is_a_500_that_tells_nothing_of_the_inside(string environment, string? accept)
    {
        using var service = new ServiceFactory(_folder) { EnvironmentName = environment };
        using var failing = WithFailingClock(service);
        using var client = failing.CreateClient();
        ((FailingAfterStart)failing.Services.GetRequiredService<IClock>()).Fails = true;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/trigger_report");
        if (accept is not null)
            request.Headers.Add("Accept", accept);

        using var response = await client.SendAsync(request);

        await response.ShouldBeProblem(500);
        (await response.Content.ReadAsStringAsync()).Should().NotContain("/secret/path");
    }

    public void Dispose() => _folder.Dispose();

    private static WebApplicationFactory<Program> WithFailingClock(ServiceFactory service) =>
        service.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<IClock, FailingAfterStart>()));

    private sealed class FailingAfterStart : IClock
    {
        /// <summary>From here on; the start itself needs the time.</summary>
        public bool Fails { get; set; }

        public Instant GetCurrentInstant() => Fails ? throw new IOException("at /secret/path in Some.cs") : ServiceFolder.Now;
    }
}
