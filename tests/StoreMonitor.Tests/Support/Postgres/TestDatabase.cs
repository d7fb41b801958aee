using System.Globalization;
using Npgsql;
using StoreMonitor.Storage;

namespace StoreMonitor.Tests.Support.Postgres;

/// <summary>The database that the fixtures of a test use: a file of SQLite, unless its class is marked with <see cref="OnPostgresAttribute"/>.</summary>
internal static class TestDatabase
{
    private static readonly AsyncLocal<bool> OnPostgres = new();
    private static int _last;

    /// <summary>Whether the test runs on PostgreSQL.</summary>
    public static bool IsPostgres => OnPostgres.Value;

    /// <summary>Lets the fixtures that are made from here on, in this test, use PostgreSQL.</summary>
    /// <remarks>To be called by the initializer of a field of a derived class: that runs before those of the base class.</remarks>
    public static bool UsePostgres() => OnPostgres.Value = true;

    /// <summary>The address of a database of the test's own, to be dropped after it; a file where the test runs on SQLite.</summary>
    public static string AddressOf(string file) => IsPostgres ? NewAddress() : file;

    /// <summary>The address of a database that does not exist yet.</summary>
    public static string NewAddress() => PostgresServer.Shared.AddressOf(
        string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _last)}"));

    /// <summary>Removes a database of a server, whoever is connected to it; files are removed with their folder.</summary>
    public static void Drop(string address)
    {
        if (Databases.IsServer(address))
            PostgresServer.Shared.Execute($"DROP DATABASE IF EXISTS {address[(address.LastIndexOf('/') + 1)..]} WITH (FORCE)");
    }

    /// <summary>A connection to a database of a server, by the driver alone.</summary>
    public static NpgsqlConnection Open(string address)
    {
        var uri = new Uri(address);
        var connection = new NpgsqlConnection(string.Create(
            CultureInfo.InvariantCulture,
            $"Host={uri.Host};Port={uri.Port};Username=postgres;Database={uri.AbsolutePath[1..]};Pooling=false"));
        connection.Open();
        return connection;
    }

    /// <summary>Executes statements on a database of a server.</summary>
    public static void Execute(string address, string sql)
    {
        using var connection = Open(address);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row.</summary>
    public static object? Scalar(string address, string sql)
    {
        using var connection = Open(address);
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
