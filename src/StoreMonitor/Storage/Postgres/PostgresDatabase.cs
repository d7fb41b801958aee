using System.Globalization;
using Npgsql;
using StoreMonitor.Storage.Postgres.Connections;

namespace StoreMonitor.Storage.Postgres;

/// <summary>A database of a PostgreSQL server: how to reach it, and that it is the right one, with the schema of this version.</summary>
internal sealed class PostgresDatabase
{
    /// <summary>How long a writer waits for another one; as long as on SQLite.</summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(60);

    // How often a read begins anew after its connection was lost, and the pauses between: a server restarts in some seconds. Chosen.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    // Made when the first connection is: to construct the data source is most of what Npgsql costs a process that fails early.
    private readonly Lazy<NpgsqlDataSource> _source;

    public PostgresDatabase(string text)
    {
        Address = new PostgresAddress(text);
        _source = new Lazy<NpgsqlDataSource>(() => Build(Address.ToConnectionString()));
    }

    public PostgresAddress Address { get; }

    /// <summary>Connections of the process, pooled.</summary>
    public NpgsqlDataSource Source => _source.Value;

    /// <summary>A connection that the caller closes.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public NpgsqlConnection Open() => Source.OpenConnection();

    /// <summary>The same, and the connection was tried: a pooled one may be one that the server has closed in the meantime.</summary>
    public NpgsqlConnection OpenTried() => OpenAndBegin(connection =>
    {
        connection.Execute("SELECT 1");
        return connection;
    });

    /// <summary>Opens a connection and begins to read on it, again while that fails because a connection was lost.</summary>
    /// <param name="begin">Reads nothing that anybody was given yet.</param>
    /// <remarks>A pooled connection may be one that the server has closed in the meantime.</remarks>
    public T OpenAndBegin<T>(Func<NpgsqlConnection, T> begin)
    {
        for (var attempt = 0; ; attempt++)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = Open();
                return begin(connection);
            }
            catch (Exception failure)
            {
                connection?.Release();
                if (attempt == Pauses.Length || !ServerFailure.IsConnectionLost(failure))
                    throw;
            }

            Source.Clear();
            Thread.Sleep(Pauses[attempt]);
        }
    }

    /// <summary>Creates the database on its server, unless another process has.</summary>
    /// <exception cref="NpgsqlException">The user may not.</exception>
    public void Create()
    {
        using var source = Build(Address.ToMaintenanceConnectionString());
        using var connection = source.OpenConnection();
        var name = Address.Database.Replace("\"", "\"\"", StringComparison.Ordinal);
        try
        {
            connection.Execute($"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0");
        }
        catch (PostgresException failure)
            when (failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was faster.
        }
    }

    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        builder.EnableTransportSecurity().EnableIntegratedSecurity().EnableArrays();

        // The types that facts and jobs are made of are known: the server need not be asked for all types at the first connection.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.UsePhysicalConnectionInitializer(SetUp, connection =>
        {
            SetUp(connection);
            return Task.CompletedTask;
        });
        return builder.Build();
    }

    // What is committed is on the disk of the server, whatever its default is; "on" and the stricter values stay. Plans of a few
    // milliseconds are not worth compiling.
    private static void SetUp(NpgsqlConnection connection) => connection.Execute(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SET jit = off;
        SET lock_timeout = {(long)LockTimeout.TotalMilliseconds};
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')
        """));
}
