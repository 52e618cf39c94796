using DefectOrleans.Grains;
using DefectOrleans.Silo.Settings;

namespace DefectOrleans.Silo.Cluster;

/// <summary>Where grains keep states and checkpoints, which their own serializer makes bytes of.</summary>
internal static class StateStorage
{
    /// <summary>Registers it in memory or in PostgreSQL.</summary>
    public static void KeepState(this ISiloBuilder silo, SiloSettings settings)
    {
        foreach (var name in new[] { DefectStorage.Name, DefectStorage.Checkpoints })
        {
            if (settings.Storage == Storage.PostgreSql)
                silo.AddAdoNetGrainStorage(name, options => (options.Invariant, options.ConnectionString) = (Postgres.Invariant, settings.Cluster.Postgres!));
            else
                silo.AddMemoryGrainStorage(name);
        }
    }
}
