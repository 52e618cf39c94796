namespace DefectOrleans.Grains;

/// <summary>How much the whole cluster can do at a time, as this silo sees it.</summary>
internal sealed class ClusterCores(ISiloStatusOracle silos, GrainSettings settings)
{
    /// <summary>Cores that all silos search on; silos are taken to be alike.</summary>
    public int Cores => Math.Max(1, silos.GetApproximateSiloStatuses(onlyActive: true).Count) * settings.Cores;

    /// <summary>
    /// Searches of a campaign that run at a time: three islands for each core, so that one has work while others wait at
    /// their searches' barriers.
    /// </summary>
    public int SearchesSideBySide(int islands) => (int)Math.Ceiling(3.0 * Cores / islands);
}
