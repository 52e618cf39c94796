using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>All of an island that an epoch changes: what a checkpoint holds.</summary>
internal sealed class IslandParts(Scorer scorer, Archive archive, EliteQueue elites, IFormulaNetwork network)
{
    public Scorer Scorer { get; } = scorer;

    public Archive Archive { get; } = archive;

    public EliteQueue Elites { get; } = elites;

    public ParetoFront Front { get; } = new();

    public IFormulaNetwork Network { get; set; } = network;

    public int Epoch { get; set; }

    public int ProgressEpoch { get; set; }

    public int RestartEpoch { get; set; }

    public double ErrorAtProgress { get; set; } = double.PositiveInfinity;
}
