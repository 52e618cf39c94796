using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>One campaign on one silo and on two: candidates scored a second.</summary>
internal sealed record ScalingRound(long Seed, double One, double Two)
{
    public double Gain => Two / One;
}

/// <summary>Campaigns of one silo of one core and of two, turn by turn, so that a machine whose speed drifts is fair to both.</summary>
/// <param name="Searches">Searches of a campaign.</param>
/// <param name="Rounds">What each round measured.</param>
internal sealed record SiloScaling(int Searches, IReadOnlyList<ScalingRound> Rounds)
{
    public const int Epochs = 6;
    public const int Turns = 5;

    /// <summary>Measures one cluster beside the other; the one that does not work waits.</summary>
    public static async Task<SiloScaling> Measure(string folder, MeasuredCluster one, MeasuredCluster two)
    {
        var training = new TrainingSelection().Pick([DatasetReader.Read(folder)], []);
        // A first campaign: programs compile what they run.
        foreach (var cluster in (MeasuredCluster[])[one, two])
            await cluster.Campaign("warm-up", training, Options(seed: 0));
        var (searches, rounds) = (0, new List<ScalingRound>());
        for (var seed = 1L; seed <= Turns; seed++)
        {
            var options = Options(seed);
            var rates = new double[2];
            // Each goes first in every other round.
            foreach (var i in seed % 2 == 1 ? (int[])[0, 1] : [1, 0])
                (searches, rates[i]) = await (i == 0 ? one : two).Campaign(BookOf(seed), training, options);
            rounds.Add(new ScalingRound(seed, rates[0], rates[1]));
            Console.Error.WriteLine($"round {seed}: {rates[0]:0} and {rates[1]:0} candidates/s, {rounds[^1].Gain:0.00}");
        }
        return new SiloScaling(searches, rounds);
    }

    /// <summary>The book that a round's campaign makes.</summary>
    public static string BookOf(long seed) => $"measured-{seed}";

    private static DiscoveryOptions Options(long seed) => new() { Epochs = Epochs, Islands = 1, Seed = seed };
}
