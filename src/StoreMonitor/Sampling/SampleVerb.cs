using System.CommandLine;

namespace StoreMonitor.Sampling;

internal static class SampleVerb
{
    public static Command Build(TextWriter results)
    {
        var verb = new Command("sample", "Writes a synthetic data set");
        verb.SetAction(_ => results.WriteLine("todo"));
        return verb;
    }
}
