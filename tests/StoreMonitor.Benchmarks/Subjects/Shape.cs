using System.Globalization;

namespace StoreMonitor.Benchmarks.Subjects;

/// <summary>How much data, and how it is spread.</summary>
internal sealed record Shape(string Name, int Stores, int Days, int PollEverySeconds)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Stores:N0} stores, {Days} days, a poll every {PollEverySeconds / 60.0:0.#} minutes");
}

/// <summary>The shapes that are compared: those of the data the project was begun on, or small ones.</summary>
/// <param name="Real">A poll every three hours, for two months.</param>
/// <param name="EightDays">As many polls, all of them within what a report has to read.</param>
/// <param name="LongHistory">For the report over a long history, and over its last days only.</param>
/// <param name="Growth">What grows to three and ten times as much.</param>
/// <param name="Ef">For the path that takes minutes on more.</param>
internal sealed record Shapes(Shape Real, Shape EightDays, Shape LongHistory, Shape Growth, Shape Ef)
{
    private const int ThreeHours = 3 * 3_600;

    // 23 minutes put as many polls into 8 days as three hours do into 62.
    private const int ManyADay = 1_380;
    private const int LongHistoryDays = 400;

    public static readonly Shapes Full = new(
        new Shape("real", 3_700, 64, ThreeHours),
        new Shape("8-day", 3_700, 8, ManyADay),
        new Shape("history", 3_700, LongHistoryDays, ThreeHours),
        new Shape("growth", 3_700, 64, ThreeHours),
        new Shape("ef", 780, 16, ThreeHours));

    public static readonly Shapes Quick = new(
        new Shape("real", 400, 16, ThreeHours),
        new Shape("8-day", 100, 8, ManyADay),
        new Shape("history", 15, LongHistoryDays, ThreeHours),
        new Shape("growth", 40, 16, ThreeHours),
        new Shape("ef", 80, 16, ThreeHours));
}
