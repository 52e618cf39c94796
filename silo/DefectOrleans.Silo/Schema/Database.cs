using DefectOrleans.Gateway.Servers;
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
        try
        {
            await using var database = new NpgsqlConnection(connection);
            await database.OpenAsync(cancellation);
            return await work(database);
        }
        catch (Exception e) when (PostgresFaults.Explain(e, connection) is { } fault)
        {
            throw new SettingsException(fault, e);
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
        if (await Ask<bool>(
            database, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean", cancellation))
            throw new SettingsException(
                "the database is read-only; name the primary server, or end default_transaction_read_only");
    }

    /// <summary>Refuses a server that is older than the statements.</summary>
    /// <exception cref="SettingsException">It is.</exception>
    public static async Task ThrowIfTooOld(NpgsqlConnection database, CancellationToken cancellation)
    {
        const int Oldest = 13;
        var version = await Ask<int>(database, "SELECT current_setting('server_version_num')::int / 10000", cancellation);
        if (version < Oldest)
            throw new SettingsException(
                $"PostgreSQL at {database.Host}:{database.Port} is version {version}; DefectOrleans needs {Oldest} or later");
    }
}
