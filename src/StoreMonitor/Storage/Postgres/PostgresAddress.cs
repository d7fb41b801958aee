using System.Globalization;
using Npgsql;

namespace StoreMonitor.Storage.Postgres;

/// <summary>
/// Where a database of a PostgreSQL server is: a connection string of Npgsql, or a URI such as <c>postgres://user@host/database</c>.
/// </summary>
/// <remarks>Nothing that is shown to anybody is made of the text itself, because it may hold a password.</remarks>
internal sealed class PostgresAddress
{
    private const int ConnectTimeoutSeconds = 5;

    private static readonly string[] Schemes = ["postgres://", "postgresql://"];
    private static readonly string[] HostKeys = ["Host", "Server"];

    private readonly NpgsqlConnectionStringBuilder _connection;

    /// <param name="text">One that <see cref="ProblemWith"/> accepts.</param>
    public PostgresAddress(string text)
    {
        _connection = Parse(text);
        if (!_connection.ContainsKey("Timeout"))
            _connection.Timeout = ConnectTimeoutSeconds;
        _connection.ApplicationName ??= "StoreMonitor";

        // What is set when a connection is made stays set: see PostgresDatabase.
        _connection.NoResetOnClose = true;
        _connection.IncludeErrorDetail = false;
        _connection.PersistSecurityInfo = false;
    }

    /// <summary>The server and the database, without the password.</summary>
    public string Name => $"postgres://{Host}/{Database}";

    /// <summary>The name of the database on its server.</summary>
    public string Database => _connection.Database ?? _connection.Username ?? "";

    /// <summary>How <c>pg_dump</c> is told which database is meant, without the password.</summary>
    public string DumpOptions
    {
        get
        {
            var user = _connection.Username is { } name ? $" --username={name}" : "";
            return string.Create(CultureInfo.InvariantCulture, $"--host={_connection.Host} --port={_connection.Port}{user} {Database}");
        }
    }

    private string Host => _connection.Port == NpgsqlConnection.DefaultPort
        ? _connection.Host!
        : string.Create(CultureInfo.InvariantCulture, $"{_connection.Host}:{_connection.Port}");

    /// <summary>Whether a text names a database of a PostgreSQL server; it loads no driver.</summary>
    public static bool IsOne(string text) => IsUri(text) || HasHost(text);

    /// <summary>
    /// What is wrong with an address that <see cref="IsOne"/>; <c>null</c> when nothing is, as far as can be said without the server.
    /// </summary>
    public static string? ProblemWith(string text)
    {
        try
        {
            var connection = Parse(text);
            if (string.IsNullOrWhiteSpace(connection.Host))
                return "names no host";
            return string.IsNullOrEmpty(connection.Database) && string.IsNullOrEmpty(connection.Username) ? "names no database" : null;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // The message of Npgsql may quote a value.
            return "is not a connection string of Npgsql, nor an address such as postgres://user:password@host:5432/database";
        }
    }

    /// <summary>The connection string of the database, with the password.</summary>
    public string ToConnectionString() => _connection.ToString();

    /// <summary>The same for the database that every server has, where a database is created.</summary>
    public string ToMaintenanceConnectionString() =>
        new NpgsqlConnectionStringBuilder(_connection.ToString()) { Database = "postgres", Pooling = false }.ToString();

    private static NpgsqlConnectionStringBuilder Parse(string text) =>
        IsUri(text)
            ? PostgresUri.Parse(text[(text.IndexOf("://", StringComparison.Ordinal) + "://".Length)..])
            : new NpgsqlConnectionStringBuilder(text);

    private static bool IsUri(string text) => Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static bool HasHost(string text)
    {
        foreach (var pair in text.Split(';'))
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is var end and > 0
                && Array.Exists(HostKeys, key => key.Equals(pair[..end].Trim(), StringComparison.OrdinalIgnoreCase)))
                return true;
        }

        return false;
    }
}
