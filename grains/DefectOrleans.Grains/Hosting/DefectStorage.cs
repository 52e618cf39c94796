namespace DefectOrleans.Grains;

/// <summary>Names of the grain storages that a host registers.</summary>
public static class DefectStorage
{
    /// <summary>Campaigns, searches, books and the catalog: small states, written seldom.</summary>
    public const string Name = "defects";

    /// <summary>Islands' snapshots: some 0.2 MB each, written every few seconds.</summary>
    public const string Checkpoints = "checkpoints";
}
