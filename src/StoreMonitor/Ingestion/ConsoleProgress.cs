using System.Globalization;
using Spectre.Console;

namespace StoreMonitor.Ingestion;

/// <summary>Shows the progress of an ingest: a bar on a terminal, plain lines otherwise.</summary>
internal static class ConsoleProgress
{
    // The step between two plain progress lines, in percent; chosen.
    private const int PercentPerLine = 25;

    public static IngestSummary Run(TextWriter diagnostics, Func<IProgress<IngestProgress>, IngestSummary> ingest)
    {
        var isTerminal = ReferenceEquals(diagnostics, Console.Error) && !Console.IsErrorRedirected;
        return isTerminal ? RunWithBar(ingest) : ingest(new Lines(diagnostics));
    }

    private static IngestSummary RunWithBar(Func<IProgress<IngestProgress>, IngestSummary> ingest)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .Start(context => ingest(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IProgress<IngestProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(IngestProgress value)
        {
            if (!_tasks.TryGetValue(value.File, out var task))
                _tasks.Add(value.File, task = context.AddTask(Markup.Escape(value.File)));
            task.MaxValue = Math.Max(1, value.BytesInAll);
            task.Value = value.BytesRead;
        }
    }

    private sealed class Lines(TextWriter writer) : IProgress<IngestProgress>
    {
        private string _file = "";
        private long _shownPercent;

        public void Report(IngestProgress value)
        {
            if (value.File != _file)
                (_file, _shownPercent) = (value.File, 0);

            var percent = value.BytesInAll == 0 ? 100 : value.BytesRead * 100 / value.BytesInAll / PercentPerLine * PercentPerLine;
            if (percent <= _shownPercent)
                return;

            _shownPercent = percent;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.File}: {percent} % read"));
        }
    }
}
