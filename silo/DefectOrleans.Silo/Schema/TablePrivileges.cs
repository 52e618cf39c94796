using DefectOrleans.Gateway.Settings;
using Npgsql;

namespace DefectOrleans.Silo.Schema;

/// <summary>What a silo's user has to be allowed to do with each table.</summary>
internal static class TablePrivileges
{
    private const string Read = "SELECT", All = "SELECT, INSERT, UPDATE, DELETE";

    private static readonly (string Table, string Privileges)[] Needed =
    [
        ("DefectsSchema", Read),
        ("OrleansQuery", Read),
        ("OrleansStorage", All),
        ("OrleansMembershipTable", All),
        ("OrleansMembershipVersionTable", All),
    ];

    /// <summary>Asks for each privilege by itself: of several in one question PostgreSQL answers whether any is held.</summary>
    /// <exception cref="SettingsException">A table or a privilege is missing; all of them are named.</exception>
    public static async Task ThrowIfMissing(NpgsqlConnection database, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var rights = new List<string>();
        foreach (var (table, privileges) in Needed)
        {
            if (!await Database.Ask<bool>(database, $"SELECT to_regclass('{table}') IS NOT NULL", cancellation))
            {
                faults.Add($"table {table} is missing; make it with the command 'schema'");
                continue;
            }
            var missing = new List<string>();
            foreach (var privilege in privileges.Split(", "))
            {
                if (!await Database.Ask<bool>(database, $"SELECT has_table_privilege('{table}', '{privilege}')", cancellation))
                    missing.Add(privilege);
            }
            if (missing.Count > 0)
                rights.Add($"{string.Join(", ", missing)} ON {table}");
        }
        if (rights.Count > 0)
        {
            var user = await Database.Ask<string>(database, "SELECT current_user::text", cancellation);
            faults.Add($"user '{user}' lacks {string.Join("; ", rights)}; GRANT {All} ON ALL TABLES IN SCHEMA public TO {user}");
        }
        if (faults.Count > 0)
            throw new SettingsException(string.Join('\n', faults));
    }
}
