using StoreMonitor.Hosting;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Hosting;

public sealed class HelpTests : IDisposable
{
    private readonly Cli _cli = new();

    public static TheoryData<string> Verbs
    {
        get
        {
            using var help = new StringWriter { NewLine = "\n" };
            new CommandLine(new NodaTime.Testing.FakeClock(Cli.Now), help, TextWriter.Null).Run(["help"]);
            var verbs = help.ToString().Split("\nVerbs:\n")[1].Split("\n\n")[0].Split('\n');
            return new TheoryData<string>(verbs.Where(line => line.Length > 2 && line[2] != ' ').Select(line => line.Trim().Split(' ')[0]));
        }
    }

    [Fact]
    public void There_are_verbs() => Verbs.Should().HaveCountGreaterThan(6);

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_a_description_examples_and_exit_codes(string verb)
    {
        var run = await _cli.RunBare("help", verb);

        run.ExitCode.Should().Be(0);
        run.Results.Should().ContainAll(
            $"Usage:\n  StoreMonitor {verb}", "Options:\n", "--database PATH", $"Examples:\n  StoreMonitor {verb}", "Exit codes:\n  0  ", "  1  ", "  2  ", "  130", "  143");
        run.Results.Split('\n')[0].Length.Should().BeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_is_80_columns_wide_at_most_and_describes_every_option(string verb)
    {
        var lines = (await _cli.RunBare(verb, "--help")).ResultLines;

        lines.Should().OnlyContain(line => line.Length <= 80);
        var options = lines.SkipWhile(line => line != "Options:").Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).ToList();
        options.Should().NotBeEmpty();
        foreach (var (option, next) in options.Zip(options.Skip(1).Append("")))
            (option.Length > 28 || next.StartsWith("      ", StringComparison.Ordinal)).Should().BeTrue($"{option} is described");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_help_verb_and_the_help_option_say_the_same(string verb)
    {
        var byVerb = await _cli.RunBare("help", verb);
        var byOption = await _cli.RunBare(verb, "--help");

        byOption.Results.Should().Be(byVerb.Results);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("help")]
    public async Task Help_does_not_speak_of_additional_arguments(params string[] args)
    {
        var run = await _cli.RunBare(args);

        run.ExitCode.Should().Be(0);
        run.Results.Should().NotContainEquivalentOf("additional arguments");
        run.ResultLines.Should().OnlyContain(line => line.Length <= 80);
    }

    public void Dispose() => _cli.Dispose();
}
