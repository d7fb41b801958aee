using System.Xml.Linq;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Architecture;

/// <summary>Who may use whom: the table of the design, section 3.</summary>
public sealed class NamespaceTests
{
    private const string Core = "StoreMonitor.Core";
    private const string Storage = "StoreMonitor.Storage";
    private const string Uptime = "StoreMonitor.Uptime";
    private const string Hosting = "StoreMonitor.Hosting";

    // Of Hosting, a slice may name its settings, wrong usage, and what its routes say of themselves; nothing that composes.
    private static readonly string[] OpenHostingTypes =
    [
        "MonitorOptions", "UsageException", "RouteExample", "RouteParameter", "RouteQuery", "RouteHeader", "RouteBody", "ClosedMember", "Verb", "RawPath", "PublicAddress",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Storage"] = [Core, Hosting],
        ["Ingestion"] = [Core, Storage, Hosting],
        ["Polls"] = [Core, Storage, Hosting],
        ["Stores"] = [Core, Storage, Hosting],
        ["BusinessHours"] = [Core, Storage, Hosting],
        ["Sampling"] = [Core, Storage, Hosting],
        ["Uptime"] = [Core, Storage, Hosting],
        ["Reports"] = [Core, Storage, Uptime, Hosting],
        ["Dashboard"] = [Core, Storage, Uptime, Hosting],
    };

    private static IEnumerable<SourceFile> Host => SourceFile.All.Where(file => file.Project == "StoreMonitor");

    [Fact]
    public void The_scan_finds_the_sources()
    {
        SourceFile.All.Should().HaveCountGreaterThan(50);
        Host.SelectMany(file => file.UsedNamespaces).Should().Contain([Storage, Uptime, Hosting, $"{Core}.Polls"]);
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
    public void A_slice_names_nothing_of_hosting_that_composes()
    {
        var closed = Host.Where(file => file.Slice == "Hosting")
            .SelectMany(file => file.Types)
            .Except(OpenHostingTypes)
            .ToList();
        var strays =
            from file in Host
            where file.Slice is not ("" or "Hosting")
            from type in closed
            where file.Names(type)
            select $"{file} names {type}";

        closed.Should().Contain(["CommandLine", "HttpModule", "WebService"]);
        strays.Should().BeEmpty();
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
        used == $"StoreMonitor.{slice}" || Allowed[slice].Any(allowed => used == allowed || used.StartsWith($"{allowed}.", StringComparison.Ordinal));
}
