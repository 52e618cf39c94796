using System.Net.Sockets;
using Npgsql;

namespace DefectOrleans.Gateway.Servers;

/// <summary>What PostgreSQL's faults mean and what to do about them, each in one line and without the password.</summary>
public static class PostgresFaults
{
    /// <summary>Explains a fault.</summary>
    /// <param name="fault">What Npgsql threw.</param>
    /// <param name="connection">The connection string that it was used with.</param>
    /// <returns>Null for what is no fault of a server.</returns>
    public static string? Explain(Exception fault, string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return fault switch
        {
            PostgresException said => Explain(said, parts),
            NpgsqlException => Unreachable(fault.InnerException ?? fault, parts),
            SocketException or TimeoutException => Unreachable(fault, parts),
            _ => null,
        };
    }

    private static string Explain(PostgresException e, NpgsqlConnectionStringBuilder parts) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName =>
            $"there is no database '{parts.Database}' at {Server(parts)}; make it (createdb {parts.Database}), "
            + "then its tables with the command 'schema'",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL at {Server(parts)} refuses user '{parts.Username}' ({Line(e.MessageText)}); "
            + "correct user or password in DEFECTS_POSTGRES",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"user '{parts.Username}' may not do this in database '{parts.Database}' at {Server(parts)} ({Line(e.MessageText)}); "
            + "give it the right, or run 'schema' as the database's owner",
        PostgresErrorCodes.UndefinedTable =>
            $"database '{parts.Database}' at {Server(parts)} has no tables yet ({Line(e.MessageText)}); "
            + "make them with the command 'schema' (DefectOrleans.Silo schema)",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            "the database is read-only; name the primary server, or end default_transaction_read_only",
        PostgresErrorCodes.TooManyConnections =>
            $"PostgreSQL at {Server(parts)} takes no more connections ({Line(e.MessageText)}); raise max_connections or the "
            + "limit of "
            + $"user '{parts.Username}' or database '{parts.Database}'",
        PostgresErrorCodes.DiskFull =>
            $"PostgreSQL at {Server(parts)} has no room left on its disk ({Line(e.MessageText)}); make room",
        _ => $"PostgreSQL at {Server(parts)} says: {Line(e.MessageText)} ({e.SqlState})",
    };

    private static string Unreachable(Exception e, NpgsqlConnectionStringBuilder parts) =>
        $"PostgreSQL does not answer at {Server(parts)} ({Line(e.Message)}); start it, or correct DEFECTS_POSTGRES";

    private static string Server(NpgsqlConnectionStringBuilder parts) => $"{parts.Host}:{parts.Port}";

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
