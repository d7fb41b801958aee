using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using StoreMonitor.Settings;
using StoreMonitor.Tests.Architecture;

namespace StoreMonitor.Tests.Hosting;

public sealed partial class KnownSettingsTests
{
    [Theory]
    [InlineData("Reports:QueueLimt", "there is no setting Reports__QueueLimt; it is ignored; did you mean Reports__QueueLimit?")]
    [InlineData("reports:queuelimits", "there is no setting reports__queuelimits; it is ignored; did you mean reports__QueueLimit?")]
    [InlineData("Reports:Colour", "there is no setting Reports__Colour; it is ignored")]
    [InlineData("ConnectionStrings:StoreMonitr", "there is no setting ConnectionStrings__StoreMonitr; it is ignored; did you mean ConnectionStrings__StoreMonitor?")]
    [InlineData("Report:Folder", "there is no setting Report__Folder; did you mean Reports__Folder?")]
    public void A_setting_that_does_not_exist_is_warned_about(string name, string warning)
    {
        WarningsFor(name).Should().Equal(warning);
    }

    [Theory]
    [InlineData("Reports:QueueLimit")]
    [InlineData("REPORTS:QUEUELIMIT")]
    [InlineData("Http:TrustedProxies:0")]
    [InlineData("ConnectionStrings:OtherProgram")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Endpoints:A:Url")]
    [InlineData("AllowedHosts")]
    [InlineData("HOME")]
    [InlineData("Health")]
    public void Settings_that_exist_and_those_of_others_are_not(string name)
    {
        WarningsFor(name).Should().BeEmpty();
    }

    [Fact]
    public void Every_setting_that_the_source_names_is_known()
    {
        var named = SourceFile.All.Where(file => file.Project == "StoreMonitor")
            .SelectMany(file => SettingName().Matches(file.Text).Select(match => match.Groups[1].Value))
            .Distinct()
            .ToList();

        named.Should().HaveCountGreaterThan(10);
        named.Where(name => !KnownSettings.Has(name)).Should().BeEmpty();
    }

    private static List<string> WarningsFor(string name) =>
        KnownSettings.WarningsFor(new ConfigurationBuilder().AddInMemoryCollection([new(name, "x")]).Build());

    [GeneratedRegex(@"""((?:Data|Reports|Polls|Database|Security|Health|Http|ConnectionStrings):[A-Z]\w+)""")]
    private static partial Regex SettingName();
}
