using System.Text.RegularExpressions;

namespace StoreMonitor.Tests.Architecture;

/// <summary>
/// A new interpolation does not compile until every place handles it. The compiler sees to that only where a place is a switch that names
/// every interpolation; a comparison with one of them, or a discard arm, would let the new one pass as one of the others.
/// </summary>
public sealed partial class InterpolationPlacesTests
{
    [Fact]
    public void Every_place_that_depends_on_the_interpolation_is_a_switch_that_names_each()
    {
        var dependents = SourceFile.All.Where(file => file.Code.Contains("Interpolation.Proportional", StringComparison.Ordinal)).ToList();

        dependents.Should().NotBeEmpty();
        SourceFile.All.Where(file => ComparisonPattern().IsMatch(file.Code)).Select(file => file.Path).Should().BeEmpty("a comparison hides a new one");
        dependents.Where(file => DiscardPattern().IsMatch(file.Code)).Select(file => file.Path).Should().BeEmpty("a discard arm hides a new one");
    }

    [Theory]
    [InlineData("if (options.Interpolation != Interpolation.Hold)")]
    [InlineData("if (Interpolation.Hold == options.Interpolation)")]
    [InlineData("if (interpolation is not Interpolation.Hold)")]
    public void A_comparison_is_found(string code) => ComparisonPattern().IsMatch(code).Should().BeTrue();

    [Fact]
    public void A_discard_arm_is_found() => DiscardPattern().IsMatch("x switch\n{\n  Interpolation.Hold => 1,\n  _ => 2,\n};").Should().BeTrue();

    [GeneratedRegex(@"([=!]=|\bis( not)?)\s+Interpolation\.\w|\bInterpolation\.\w+\s*[=!]=|\bcase Interpolation\.")]
    private static partial Regex ComparisonPattern();

    [GeneratedRegex(@"\bInterpolation\.\w+\s*=>[^}]*\s_\s*=>")]
    private static partial Regex DiscardPattern();
}
