using Orleans.Runtime;

namespace DefectOrleans.Grains;

/// <summary>How much the whole cluster can do at a time, as this silo sees it.</summary>
internal sealed class ClusterCores(ISiloStatusOracle silos, GrainSettings settings)
{
    /// <summary>Cores that all silos search on; silos are taken to be alike.</summary>
    public int Cores => Math.Max(1, silos.GetApproximateSiloStatuses(onlyActive: true).Count) * settings.Cores;

    /// <summary>Searches of a campaign that run at a time: enough that no core waits while islands wait for each other.</summary>
    public int SearchesSideBySide(int islands) => Math.Max(1, (int)Math.Ceiling(2.0 * Cores / islands));
}
