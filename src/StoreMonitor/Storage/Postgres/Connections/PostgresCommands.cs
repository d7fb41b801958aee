using System.Globalization;
using Npgsql;
using StoreMonitor.Storage.Chunks;

namespace StoreMonitor.Storage.Postgres.Connections;

/// <summary>Short commands, and values as literals of SQL.</summary>
/// <remarks>COPY takes no parameters, so a value is written into the text: numbers in digits, and text in hexadecimal.</remarks>
internal static class PostgresCommands
{
    /// <summary>Executes one statement or several.</summary>
    public static void Execute(this NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Closes a connection, and rolls back what it has begun; where it is lost, the server has done both.</summary>
    public static void Release(this NpgsqlConnection connection)
    {
        try
        {
            connection.Dispose();
        }
        catch (Exception lost) when (ServerFailure.IsConnectionLost(lost))
        {
            // The driver tells the server to roll back, and finds nobody.
        }
    }

    /// <summary>The first value of the first row; <c>null</c> when there is no row, or it is NULL.</summary>
    public static object? Scalar(this NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>A number that a query of one row selects; zero when it selects none.</summary>
    public static long Number(this NpgsqlConnection connection, string sql)
    {
        using var rows = new CopyReader(connection, sql, 1);
        var number = 0L;
        while (rows.Step())
            number = rows.IsNull(0) ? 0 : rows.Int64(0);
        return number;
    }

    /// <summary>Digits, whatever the culture.</summary>
    public static string Literal(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An instant in microseconds, or NULL.</summary>
    public static string InstantLiteral(long microseconds) =>
        microseconds == PollChunk.None ? "NULL" : Literal(microseconds);

    /// <summary>An expression for a text; no character of it can end the expression.</summary>
    public static string Literal(ReadOnlySpan<byte> utf8) => $"convert_from(decode('{Convert.ToHexString(utf8)}', 'hex'), 'UTF8')";

    /// <summary>An array of keys.</summary>
    public static string Keys(IEnumerable<int> keys) => Array("integer", keys.Select(key => Literal(key)));

    /// <summary>An array of numbers of 64 bits.</summary>
    public static string Numbers(IEnumerable<long> numbers) => Array("bigint", numbers.Select(Literal));

    /// <summary>An array of instants in microseconds, some of them NULL.</summary>
    public static string Instants(IEnumerable<long> instants) => Array("bigint", instants.Select(InstantLiteral));

    private static string Array(string type, IEnumerable<string> elements) => $"'{{{string.Join(',', elements)}}}'::{type}[]";
}
