namespace StoreMonitor.Settings;

/// <summary>The names of all settings. A misspelled name would be ignored silently, so it gets a warning.</summary>
internal static class KnownSettings
{
    private static readonly string[] Names =
    [
        "Data:Folder", "Reports:Folder", "Reports:KeepFor", "Reports:QueueLimit", "Reports:AtOnce", "Reports:MaxCarry", "Reports:Now",
        "Polls:KeepFor", "Polls:FoldAt", "Polls:FoldAfter", "Polls:MaxUnfolded",
        "Database:Provider", "Security:AllowAnonymous", "Health:MaxDataAge", "Http:PublicUrl", "Http:AllowedHosts", "Http:TrustedProxies",
        "Http:CorsOrigins", "Http:MaxConnections", "Http:LogRequests", "ConnectionStrings:StoreMonitor",
    ];

    private static readonly string[] Sections = SectionsOf(Names);

    /// <summary>Whether a setting such as <c>Reports:Folder</c> exists, ignoring case.</summary>
    public static bool Has(string name) => Array.Exists(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A warning for each unknown setting in our sections, and for each section whose name is close to one of ours.</summary>
    public static List<string> WarningsFor(IConfiguration configuration)
    {
        var warnings = new List<string>();
        foreach (var section in configuration.GetChildren())
        {
            if (IsOurs(section.Key))
                AddUnknown(section, warnings);
            else if (section.Value is null && NearestName.Of(section.Key, Sections) is { } near)
                warnings.AddRange(section.GetChildren().Select(setting =>
                    $"there is no setting {EnvironmentNameOf(setting.Path)}; did you mean {near}__{setting.Key}?"));
        }

        return warnings;
    }

    private static void AddUnknown(IConfigurationSection section, List<string> warnings)
    {
        foreach (var setting in section.GetChildren())
        {
            var name = $"{section.Key}:{setting.Key}";
            if (Has(name))
                continue;

            // The environment may hold connection strings of other programs.
            var nearest = NearestName.Of(setting.Key, NamesIn(section.Key));
            if (nearest is null && section.Key.Equals("ConnectionStrings", StringComparison.OrdinalIgnoreCase))
                continue;
            warnings.Add(nearest is null
                ? $"there is no setting {EnvironmentNameOf(name)}; it is ignored"
                : $"there is no setting {EnvironmentNameOf(name)}; it is ignored; did you mean {section.Key}__{nearest}?");
        }
    }

    // Spelled as an environment variable, which is how most settings are given.
    private static string EnvironmentNameOf(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private static bool IsOurs(string section) => Array.Exists(Sections, ours => ours.Equals(section, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> NamesIn(string section) =>
        Names.Where(name => name.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase))
            .Select(name => name[(section.Length + 1)..]);

    private static string[] SectionsOf(string[] names)
    {
        var sections = new List<string>();
        foreach (var name in names)
        {
            var section = name[..name.IndexOf(':', StringComparison.Ordinal)];
            if (!sections.Contains(section))
                sections.Add(section);
        }

        return [.. sections];
    }
}
