using DefectOrleans.Grains;
using DefectOrleans.Silo.Settings;
using Orleans.Configuration;
using Orleans.Storage;

namespace DefectOrleans.Silo.Cluster;

/// <summary>Where grains keep states and checkpoints, which their own serializer makes bytes of.</summary>
internal static class StateStorage
{
    /// <summary>Registers it in memory or in PostgreSQL.</summary>
    public static void KeepState(this ISiloBuilder silo, SiloSettings settings)
    {
        foreach (var name in new[] { DefectStorage.Name, DefectStorage.Checkpoints })
        {
            if (settings.Storage == Storage.Memory)
            {
                silo.AddMemoryGrainStorage(name);
                continue;
            }
            silo.AddAdoNetGrainStorage(name, options => Keep(options, settings.Cluster.Postgres!));
            // Takes the place of Orleans' own registration under this name, which its lifecycle goes through too.
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                name, (services, _) => new TextKeyStorage(AdoNetGrainStorageFactory.Create(services, name)));
        }
        if (settings.Storage == Storage.PostgreSql)
            silo.Services.AddSingleton<IStoredKeys>(new PostgresKeys(settings.Cluster.Postgres!, settings.Cluster.ServiceId));
    }

    /// <summary>
    /// What is cleared is deleted, row and all. A late write of an older activation is refused nevertheless: it names the
    /// version that it read, and a row that is made again begins at another.
    /// </summary>
    private static void Keep(AdoNetGrainStorageOptions options, string connection) =>
        (options.Invariant, options.ConnectionString, options.DeleteStateOnClear) = (Postgres.Invariant, connection, true);
}
