using System.Reflection;
using DefectOrleans.Gateway.Settings;
using Npgsql;

namespace DefectOrleans.Silo.Schema;

/// <summary>The tables and statements in PostgreSQL, as the file <c>postgresql.sql</c> makes them.</summary>
internal static class SchemaVersion
{
    /// <summary>The version that this program works with and makes.</summary>
    public const int Needed = 2;

    // Two that apply the schema at once take turns under this number, which is DefectOrleans' own.
    private const long Turn = 0x_DEFEC7_5C4E3A;

    /// <summary>Makes or renews tables and statements; all of it or nothing.</summary>
    /// <returns>The version that was there before; null where there was none.</returns>
    /// <exception cref="SettingsException">The database can't be used; the message says what to do.</exception>
    public static Task<int?> Apply(string connection, CancellationToken cancellation) =>
        Database.Use(connection, async database =>
        {
            await Database.ThrowIfTooOld(database, cancellation);
            await Database.ThrowIfReadOnly(database, cancellation);
            await using var transaction = await database.BeginTransactionAsync(cancellation);
            await Database.Execute(database, $"SELECT pg_advisory_xact_lock({Turn})", cancellation);
            var there = await Read(database, cancellation);
            if (there > Needed)
                throw Other(there.Value);
            if (there is null
                && await Database.Ask<bool>(database, "SELECT to_regclass('orleansquery') IS NOT NULL", cancellation))
                throw new SettingsException(
                    "the database holds Orleans tables of another program; give DefectOrleans a database of its own");
            await Database.Execute(database, Script(), cancellation);
            await transaction.CommitAsync(cancellation);
            return there;
        }, cancellation);

    /// <summary>Checks that a silo can work with a database.</summary>
    /// <exception cref="SettingsException">It is too old, missing, read-only, of another version or not for this user; the
    /// message says what to do.</exception>
    public static Task Check(string connection, CancellationToken cancellation) => Database.Use(connection, async database =>
    {
        await Database.ThrowIfTooOld(database, cancellation);
        if (await IsMade(database, cancellation))
            await TablePrivileges.ThrowIfMissing(database, cancellation);
        switch (await Read(database, cancellation))
        {
            case null:
                throw new SettingsException(
                    "the database has no tables yet; make them with the command 'schema' (DefectOrleans.Silo schema)");
            case { } there when there != Needed:
                throw Other(there);
        }
        await Database.ThrowIfReadOnly(database, cancellation);
        return 0;
    }, cancellation);

    private static SettingsException Other(int there) => new(there < Needed
        ? $"the database's schema is version {there}, this program needs {Needed}; stop the silos and run the command 'schema' "
            + "of this release"
        : $"the database's schema is version {there}, this program needs {Needed}; run the release that made it, or a later one");

    private static async Task<int?> Read(NpgsqlConnection database, CancellationToken cancellation) =>
        await IsMade(database, cancellation)
            ? await Database.Ask<int?>(database, "SELECT max(Version) FROM DefectsSchema", cancellation)
            : null;

    private static Task<bool> IsMade(NpgsqlConnection database, CancellationToken cancellation) =>
        Database.Ask<bool>(database, "SELECT to_regclass('defectsschema') IS NOT NULL", cancellation);

    private static string Script()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("postgresql.sql")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
