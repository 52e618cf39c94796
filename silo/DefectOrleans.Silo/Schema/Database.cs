using System.Net.Sockets;
using DefectOrleans.Gateway.Settings;
using Npgsql;

namespace DefectOrleans.Silo.Schema;

/// <summary>A PostgreSQL database whose faults are told for people.</summary>
internal static class Database
{
    /// <summary>Opens a database, works with it, and closes it.</summary>
    /// <exception cref="SettingsException">It can't be reached or used; the message says what to do.</exception>
    public static async Task<T> Use<T>(string connection, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        try
        {
            await using var database = new NpgsqlConnection(connection);
            await database.OpenAsync(cancellation);
            return await work(database);
        }
        catch (NpgsqlException e)
        {
            throw new SettingsException(Explain(e, parts), e);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            throw new SettingsException(Unreachable(e, parts), e);
        }
    }

    /// <summary>Asks for one value.</summary>
    public static async Task<T?> Ask<T>(NpgsqlConnection database, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, database);
        return await command.ExecuteScalarAsync(cancellation) is T answer ? answer : default;
    }

    /// <summary>Runs statements.</summary>
    public static async Task Execute(NpgsqlConnection database, string statements, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statements, database);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Refuses a standby and a database that was set read-only.</summary>
    /// <exception cref="SettingsException">Nothing can be written.</exception>
    public static async Task ThrowIfReadOnly(NpgsqlConnection database, CancellationToken cancellation)
    {
        if (await Ask<bool>(database, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean", cancellation))
            throw new SettingsException("the database is read-only; name the primary server, or end default_transaction_read_only");
    }

    private static string Explain(NpgsqlException e, NpgsqlConnectionStringBuilder parts) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"there is no database '{parts.Database}' at {parts.Host}:{parts.Port}; make it (createdb {parts.Database}), then its tables with the command 'schema'",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } wrong =>
            $"PostgreSQL at {parts.Host}:{parts.Port} refuses user '{parts.Username}' ({wrong.MessageText}); correct user or password in DEFECTS_POSTGRES",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } may =>
            $"user '{parts.Username}' may not do this in database '{parts.Database}' ({may.MessageText}); run 'schema' as the database's owner",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "the database is read-only; name the primary server, or end default_transaction_read_only",
        PostgresException other => $"PostgreSQL at {parts.Host}:{parts.Port} says: {other.MessageText} ({other.SqlState})",
        _ => Unreachable(e.InnerException ?? e, parts),
    };

    private static string Unreachable(Exception e, NpgsqlConnectionStringBuilder parts) =>
        $"PostgreSQL does not answer at {parts.Host}:{parts.Port} ({e.Message.ReplaceLineEndings(" ")}); start it, or correct DEFECTS_POSTGRES";
}
