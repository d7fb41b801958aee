using System.Globalization;

namespace StoreMonitor.Storage.Calendars;

/// <summary>A planned closure of a store (rule R18), in microseconds since the Unix epoch: <c>[from, to)</c>.</summary>
/// <param name="Reason">Why, for people; <c>null</c> when none was given.</param>
internal sealed record ClosureFact(long From, long To, string? Reason);

/// <summary>How closures are stored: JSON, an array of <c>[from, to, reason]</c> by their starts and ends. They may overlap.</summary>
internal static class ClosuresText
{
    /// <summary>The text of closures in order; <c>null</c> when there are none.</summary>
    public static string? Of(IReadOnlyCollection<ClosureFact> closures) => closures.Count == 0
        ? null
        : JsonText.Array(closures.Select(closure =>
            string.Create(CultureInfo.InvariantCulture, $"[{closure.From},{closure.To},{JsonText.Of(closure.Reason)}]")));

    /// <summary>The closures in order; none for <c>null</c>.</summary>
    /// <exception cref="DamagedFactsException">It is not what <see cref="Of"/> wrote.</exception>
    public static List<ClosureFact> Read(string? text)
    {
        var closures = new List<ClosureFact>();
        if (text is null)
            return closures;

        var reader = new JsonReader(System.Text.Encoding.UTF8.GetBytes(text), "the text of closures");
        reader.Open();
        while (reader.HasNext(closures.Count))
        {
            reader.Open();
            var from = reader.Number();
            reader.Comma();
            var to = reader.Number();
            reader.Comma();
            closures.Add(new ClosureFact(from, to, reader.StringOrNull()));
            reader.Close();
        }

        reader.End();
        return closures;
    }
}
