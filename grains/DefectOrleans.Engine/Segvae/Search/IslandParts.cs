using System.Security.Cryptography;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>All of an island that an epoch changes: what a checkpoint holds.</summary>
internal sealed class IslandParts(
    int tables, IScorer scorer, Archive archive, EliteQueue elites, IFormulaNetwork network, TrainingOptions training)
{
    /// <summary>For how many tables its formulas are.</summary>
    public int Tables { get; } = tables;

    public IScorer Scorer { get; } = scorer;

    public Archive Archive { get; } = archive;

    public EliteQueue Elites { get; } = elites;

    public ParetoFront Front { get; } = new();

    public IFormulaNetwork Network { get; set; } = network;

    /// <summary>What the network was trained on since it was made.</summary>
    public TrainingLog Training { get; } = new(network.Shape.Steps);

    /// <summary>What tells the networks that islands start with from those of another release.</summary>
    public byte[] Origin { get; } = OriginOf(network);

    /// <summary>What came of each origin's formulas, by <see cref="Origin"/>.</summary>
    public Yield[] Yields { get; } = new Yield[Search.Yields.Origins];

    public int Epoch { get; set; }

    public int ProgressEpoch { get; set; }

    public int RestartEpoch { get; set; }

    public double ErrorAtProgress { get; set; } = double.PositiveInfinity;

    /// <summary>Takes a step of training.</summary>
    public void Train(TrainingStep step)
    {
        Network.Train(step.Rows, step.Rows.Length / Network.Shape.Steps, training, step.Seed);
        Training.Add(step);
    }

    private static byte[] OriginOf(IFormulaNetwork network)
    {
        using var weights = new MemoryStream();
        network.Write(weights, withOptimizer: false);
        return SHA256.HashData(weights.GetBuffer().AsSpan(0, (int)weights.Length));
    }
}
