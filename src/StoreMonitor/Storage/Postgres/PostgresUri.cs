using System.Text;
using Npgsql;

namespace StoreMonitor.Storage.Postgres;

/// <summary>Reads a connection URI of PostgreSQL: https://www.postgresql.org/docs/15/libpq-connect.html#id-1.7.3.8.3.6.</summary>
/// <remarks>Each part is percent-decoded exactly once, after the parts are separated; a plus sign is a plus sign.</remarks>
internal static class PostgresUri
{
    // What libpq calls differently from Npgsql.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["hostaddr"] = "Host",
        ["sslmode"] = "SSL Mode",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["load_balance_hosts"] = "Load Balance Hosts",
        ["krbsrvname"] = "Kerberos Service Name",
    };

    /// <param name="text">What follows the scheme.</param>
    /// <exception cref="FormatException">A part of it is not percent-encoded as it must be.</exception>
    /// <exception cref="ArgumentException">It has an option that Npgsql has not, or a value that the option cannot have.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var connection = new NpgsqlConnectionStringBuilder();
        var (rest, query) = Split(text, text.IndexOf('?', StringComparison.Ordinal));
        var (authority, database) = Split(rest, rest.IndexOf('/', StringComparison.Ordinal));
        var at = authority.LastIndexOf('@');
        if (at >= 0)
            TakeUser(connection, authority[..at]);
        TakeHosts(connection, authority[(at + 1)..]);
        if (database.Length > 0)
            connection.Database = Decode(database);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            TakeOption(connection, pair);
        return connection;
    }

    private static (string Before, string After) Split(string text, int index) =>
        index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);

    private static void TakeUser(NpgsqlConnectionStringBuilder connection, string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var (name, password) = Split(user, colon);
        if (name.Length > 0)
            connection.Username = Decode(name);
        if (colon >= 0)
            connection.Password = Decode(password);
    }

    // Npgsql takes several hosts in the form host:port,host:port as well, and one address of IPv6 in brackets without a port.
    private static void TakeHosts(NpgsqlConnectionStringBuilder connection, string hosts)
    {
        if (hosts.Length == 0)
            return;

        var decoded = Decode(hosts);
        var portAt = decoded.LastIndexOf(':');
        if (!decoded.Contains(',', StringComparison.Ordinal) && portAt > decoded.LastIndexOf(']'))
        {
            connection.Host = WithoutBrackets(decoded[..portAt]);
            connection["Port"] = decoded[(portAt + 1)..];
        }
        else
        {
            connection.Host = WithoutBrackets(decoded);
        }
    }

    private static string WithoutBrackets(string host) => host is ['[', .. var address, ']'] ? address : host;

    private static void TakeOption(NpgsqlConnectionStringBuilder connection, string pair)
    {
        var (name, value) = Split(pair, pair.IndexOf('=', StringComparison.Ordinal));
        name = Decode(name);
        value = Decode(value);
        if (name.Equals("sslmode", StringComparison.OrdinalIgnoreCase))
            value = value.Replace("-", "", StringComparison.Ordinal);
        connection[Names.GetValueOrDefault(name, name)] = value;
    }

    private static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;

        var bytes = new List<byte>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '%')
            {
                var length = char.IsHighSurrogate(text[index]) && index + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(index, length)));
                index += length - 1;
                continue;
            }

            if (index + 2 >= text.Length)
                throw new FormatException("a percent sign is not followed by two digits");
            bytes.AddRange(Convert.FromHexString(text.AsSpan(index + 1, 2)));
            index += 2;
        }

        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString([.. bytes]);
    }
}
