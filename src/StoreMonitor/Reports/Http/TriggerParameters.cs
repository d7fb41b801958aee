using NodaTime;
using StoreMonitor.Core.Text;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Reports.Http;

/// <summary>The optional query parameters of a trigger.</summary>
/// <param name="AsOf">The as-of instant of the report; <c>null</c> for the latest stored poll (rule R13).</param>
internal sealed record TriggerParameters(Instant? AsOf, UptimeOptions Options)
{
    public const string AsOfName = "as_of";
    public const string InterpolationName = "interpolation";
    public const string MaxCarryName = "max_carry";

    private static readonly string[] Names = [AsOfName, InterpolationName, MaxCarryName];

    // Closer to the ends of the calendar, some of the days around an instant do not exist.
    private static readonly Instant LatestAsOf = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>Parses the query. An unknown parameter is a problem because a mistyped one would silently change nothing.</summary>
    /// <returns>The parameters, or the problems.</returns>
    public static (TriggerParameters? Parameters, string? Problem) Read(IQueryCollection query, UptimeOptions defaults)
    {
        foreach (var (name, values) in query)
        {
            if (!Names.Contains(name, StringComparer.Ordinal))
                return (null, $"there is no parameter '{name}'; a trigger takes {string.Join(", ", Names)}, and none is needed");
            if (values.Count > 1)
                return (null, $"the parameter '{name}' is given {values.Count} times");
        }

        var (asOf, asOfProblem) = AsOfIn(query);
        var (interpolation, interpolationProblem) = InterpolationIn(query, defaults.Interpolation);
        var (maxCarry, maxCarryProblem) = MaxCarryIn(query, defaults.MaxCarry);
        return (asOfProblem ?? interpolationProblem ?? maxCarryProblem) is { } problem
            ? (null, problem)
            : (new TriggerParameters(asOf, new UptimeOptions(interpolation, maxCarry)), null);
    }

    private static (Instant? AsOf, string? Problem) AsOfIn(IQueryCollection query)
    {
        if (!query.TryGetValue(AsOfName, out var text))
            return (null, null);
        return HasOffset($"{text}") && InstantText.TryParse($"{text}", out Instant instant) && instant < LatestAsOf
            ? (instant, null)
            : (null, $"{AsOfName} '{text}' is not an instant such as 2024-10-14T23:55:18Z (a + is written %2B in a query)");
    }

    // Input files may omit the offset because their column is declared as UTC; a parameter is not.
    private static bool HasOffset(string text) =>
        text.EndsWith("Z", StringComparison.OrdinalIgnoreCase) || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');

    private static (Interpolation Interpolation, string? Problem) InterpolationIn(IQueryCollection query, Interpolation fallback)
    {
        if (!query.TryGetValue(InterpolationName, out var text))
            return (fallback, null);
        return InterpolationText.Parse($"{text}") is { } interpolation
            ? (interpolation, null)
            : (fallback, $"{InterpolationName} '{text}' is not one of {string.Join(", ", InterpolationText.Names)}");
    }

    private static (Duration MaxCarry, string? Problem) MaxCarryIn(IQueryCollection query, Duration fallback)
    {
        if (!query.TryGetValue(MaxCarryName, out var text))
            return (fallback, null);
        return DurationText.TryParse($"{text}", out var duration) && UptimeOptions.CanCarry(duration)
            ? (duration, null)
            : (fallback, $"{MaxCarryName} '{text}' is not a duration such as P1D, PT2H, 24h or 90m, up to 36525d");
    }
}
