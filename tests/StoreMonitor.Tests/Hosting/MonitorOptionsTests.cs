using Microsoft.Extensions.Configuration;
using NodaTime;
using StoreMonitor.Settings;

namespace StoreMonitor.Tests.Hosting;

public sealed class MonitorOptionsTests
{
    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        var options = MonitorOptions.From(new ConfigurationBuilder().Build());

        options.DataFolder.Should().Be("data");
        options.ReportsFolder.Should().Be("reports");
        options.Database.Should().Be(Path.Combine("data", "store-monitor.db"));
        options.AllowAnonymous.Should().BeFalse();
        options.ReportQueueLimit.Should().BePositive();
        options.MaxCarry.Should().Be(Duration.FromHours(24));
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var options = From(
            ("Data:Folder", "d"), ("Reports:Folder", "r"), ("ConnectionStrings:StoreMonitor", "Data Source=x.db"), ("Database:Provider", "sqlite"),
            ("Reports:QueueLimit", "3"), ("Reports:AtOnce", "2"), ("Security:AllowAnonymous", "true"), ("Reports:KeepFor", "30d"),
            ("Polls:KeepFor", "P400D"), ("Reports:MaxCarry", "7d"));

        options.Should().Be(new MonitorOptions("d", "r", "Data Source=x.db", 3, 2, AllowAnonymous: true)
        {
            KeepReportsFor = Duration.FromDays(30),
            KeepPollsFor = Duration.FromDays(400),
            MaxCarry = Duration.FromDays(7),
        });
    }

    [Fact]
    public void Later_sources_go_before_earlier_ones_and_keys_have_no_case()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Data:Folder", "file"), new("Reports:Folder", "file")])
            .AddInMemoryCollection([new("DATA:FOLDER", "environment")])
            .Build();

        var options = MonitorOptions.From(configuration);

        options.DataFolder.Should().Be("environment");
        options.ReportsFolder.Should().Be("file");
    }

    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database:Provider is 'Oracle', which is not one of Sqlite, Postgres")]
    [InlineData("Data:Folder", " ", "Data:Folder is empty")]
    [InlineData("Reports:Folder", "", "Reports:Folder is empty")]
    [InlineData("ConnectionStrings:StoreMonitor", "", "ConnectionStrings:StoreMonitor is empty")]
    [InlineData("Reports:QueueLimit", "0", "Reports:QueueLimit is '0', which is not a whole number above zero")]
    [InlineData("Reports:QueueLimit", "-1", "Reports:QueueLimit is '-1', which is not a whole number above zero")]
    [InlineData("Reports:QueueLimit", "many", "Reports:QueueLimit is 'many', which is not a whole number above zero")]
    [InlineData("Reports:AtOnce", "0", "Reports:AtOnce is '0', which is not a whole number from 1 to 64")]
    [InlineData("Reports:AtOnce", "65", "Reports:AtOnce is '65', which is not a whole number from 1 to 64")]
    [InlineData("Reports:AtOnce", "3000000000", "Reports:AtOnce is '3000000000', which is not a whole number from 1 to 64")]
    [InlineData("Polls:KeepFor", "36526d", "Polls:KeepFor is '36526d', which is not a duration such as 30d or P30D, up to 36525d")]
    [InlineData("Reports:KeepFor", "soon", "Reports:KeepFor is 'soon', which is not a duration such as 30d or P30D, up to 36525d")]
    [InlineData("Reports:MaxCarry", "0d", "Reports:MaxCarry is '0d', which is not a duration such as 24h or P7D, up to 36525d")]
    [InlineData("Reports:MaxCarry", "a day", "Reports:MaxCarry is 'a day', which is not a duration such as 24h or P7D, up to 36525d")]
    [InlineData("Security:AllowAnonymous", "yes", "Security:AllowAnonymous is 'yes', which is not 'true' or 'false'")]
    public void A_setting_that_makes_no_sense_is_wrong_usage(string key, string value, string message)
    {
        var from = () => From((key, value));

        from.Should().Throw<UsageException>().WithMessage(message);
    }

    [Fact]
    public void As_many_reports_at_once_as_may_be_are_taken() => From(("Reports:AtOnce", "64")).ReportsAtOnce.Should().Be(64);

    private static MonitorOptions From(params (string Key, string Value)[] settings) => MonitorOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
}
