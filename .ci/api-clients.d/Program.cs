using FromKiota;
using FromNSwag;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

// Each generated client triggers a report, waits for it, and gets the CSV.
const string Header = "store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week\n";
var url = args[0];

using var http = new HttpClient { BaseAddress = new Uri(url) };
var nswag = new NSwagClient(http);
var triggered = await nswag.TriggerReportAsync(null, Interpolation.Hold, null);
ReportStatus status;
while ((status = await nswag.AskForReportAsync(new ReportStatusRequest { Report_id = triggered.Report_id })).Status == ReportStatusStatus.Running)
    await Task.Delay(50);
using var file = await nswag.DownloadAsync(triggered.Report_id, "csv");
await Expect("NSwag", file.Stream);

var kiota = new KiotaClient(new HttpClientRequestAdapter(new AnonymousAuthenticationProvider()) { BaseUrl = url });
var accepted = await kiota.Trigger_report.PostAsync();
FromKiota.Models.ReportStatus kiotaStatus;
while ((kiotaStatus = await kiota.Get_report.PostAsync(new FromKiota.Models.ReportStatusRequest { ReportId = accepted.ReportId })).Status == FromKiota.Models.ReportStatus_status.Running)
    await Task.Delay(50);
await Expect("Kiota", await kiota.Api.V1.Reports[accepted.ReportId].Download.GetAsync());

static async Task Expect(string client, Stream csv)
{
    var text = await new StreamReader(csv).ReadToEndAsync();
    if (!text.StartsWith(Header, StringComparison.Ordinal) || !text.Contains("\na,", StringComparison.Ordinal))
        throw new InvalidOperationException($"the client by {client} got '{text}'");
    Console.WriteLine($"{client}: {text.Length} bytes of CSV");
}
