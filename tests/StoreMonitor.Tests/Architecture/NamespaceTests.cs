using System.Xml.Linq;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Architecture;

/// <summary>Who may use whom: the table of the design, section 3.</summary>
public sealed class NamespaceTests
{
    private const string Core = "StoreMonitor.Core";
    private const string Storage = "StoreMonitor.Storage";
    private const string Uptime = "StoreMonitor.Uptime";
    private const string Files = "StoreMonitor.Files";
    private const string Threading = "StoreMonitor.Threading";
    private const string Settings = "StoreMonitor.Settings";
    private const string Commands = "StoreMonitor.Commands";
    private const string Http = "StoreMonitor.Http";

    // Hosting composes all of it, so it is in no row: nothing but Program may use it.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Files"] = [],
        ["Threading"] = [],
        ["Settings"] = [Core, Storage, Files],
        ["Commands"] = [Core, Settings, Files],
        ["Logging"] = [Settings],
        ["Http"] = [Core, Storage, Settings],
        ["Storage"] = [Core, Files, Threading],
        ["Ingestion"] = [Core, Storage, Settings, Commands, Http, Files, Threading],
        ["Polls"] = [Core, Storage, Settings, Commands, Http, Files, Threading],
        ["Stores"] = [Core, Storage, Settings, Commands, Http, Files, Threading],
        ["BusinessHours"] = [Core, Storage, Settings, Commands, Http, Files, Threading],
        ["Sampling"] = [Core, Storage, Settings, Commands, Files, Threading],
        ["Uptime"] = [Core, Storage, Settings, Commands, Http, Files, Threading],
        ["Reports"] = [Core, Storage, Uptime, Settings, Commands, Http, Files, Threading],
        ["Dashboard"] = [Core, Storage, Uptime, Settings, Http, Files, Threading],
    };

    private static IEnumerable<SourceFile> Host => SourceFile.All.Where(file => file.Project == "StoreMonitor");

    [Fact]
    public void The_scan_finds_the_sources()
    {
        SourceFile.All.Should().HaveCountGreaterThan(50);
        Host.SelectMany(file => file.UsedNamespaces).Should().Contain([$"{Storage}.Sqlite", Uptime, Settings, $"{Core}.Polls"]);
    }

    [Fact]
    public void A_namespace_is_the_folder()
    {
        var misplaced = SourceFile.All
            .Where(file => file.Slice.Length > 0 && file.Namespace != file.ExpectedNamespace)
            .Select(file => $"{file}: {file.Namespace}");

        misplaced.Should().BeEmpty();
    }

    [Fact]
    public void A_slice_uses_only_the_namespaces_it_may()
    {
        var strays =
            from file in Host
            where file.Slice is not ("" or "Hosting")
            from used in file.UsedNamespaces
            where !MayUse(file.Slice, used)
            select $"{file} uses {used}";

        strays.Should().BeEmpty();
    }

    [Fact]
    public void Every_slice_has_its_place_in_the_table()
    {
        var slices = Host.Select(file => file.Slice).Where(slice => slice.Length > 0).Distinct();

        slices.Should().BeSubsetOf(Allowed.Keys.Append("Hosting"));
    }

    [Fact]
    public void Core_uses_nothing_of_ours_but_core()
    {
        var strays =
            from file in SourceFile.All
            where file.Project == Core
            from used in file.UsedNamespaces
            where !used.StartsWith(Core, StringComparison.Ordinal)
            select $"{file} uses {used}";

        strays.Should().BeEmpty();
    }

    [Fact]
    public void Core_references_noda_time_and_nothing_else()
    {
        var project = XDocument.Load(RepositoryRoot.PathOf("src", Core, $"{Core}.csproj"));

        var packages = project.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);

        packages.Should().Equal("NodaTime");
        project.Descendants("ProjectReference").Should().BeEmpty();
    }

    private static bool MayUse(string slice, string used) =>
        Allowed[slice].Append($"StoreMonitor.{slice}").Any(room => used == room || used.StartsWith($"{room}.", StringComparison.Ordinal));
}
