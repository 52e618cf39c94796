using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>One campaign on one silo and on two.</summary>
internal sealed record ScalingRound(long Seed, CampaignFigures One, CampaignFigures Two)
{
    public double Gain => Two.Rate / One.Rate;
}

/// <summary>
/// Campaigns of one silo of one core and of two, turn by turn, so that a machine whose speed drifts is fair to both.
/// </summary>
/// <param name="Searches">Searches of a campaign.</param>
/// <param name="Rounds">What each round measured.</param>
internal sealed record SiloScaling(int Searches, IReadOnlyList<ScalingRound> Rounds)
{
    public const int Epochs = 12;
    public const int Turns = 5;
    public const int WarmUps = 2;

    /// <summary>Measures one cluster beside the other; the one that does not work waits.</summary>
    public static async Task<SiloScaling> Measure(string folder, MeasuredCluster one, MeasuredCluster two)
    {
        var training = new TrainingSelection().Pick([DatasetReader.Read(folder)], []);
        // Programs compile what they run, again once they know what runs often.
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var cluster in (MeasuredCluster[])[one, two])
                await cluster.Campaign($"warm-up-{i}", training, Options(seed: 0));
        }
        var rounds = new List<ScalingRound>();
        for (var seed = 1L; seed <= Turns; seed++)
        {
            var options = Options(seed);
            var figures = new CampaignFigures[2];
            // Each goes first in every other round.
            foreach (var i in seed % 2 == 1 ? (int[])[0, 1] : [1, 0])
                figures[i] = await (i == 0 ? one : two).Campaign(BookOf(seed), training, options);
            rounds.Add(new ScalingRound(seed, figures[0], figures[1]));
            Console.Error.WriteLine(
                $"round {seed}: {figures[0].Rate:0} and {figures[1].Rate:0} candidates/s, {rounds[^1].Gain:0.00}; two busy "
                    + $"{figures[1].Busy:0.000}");
        }
        return new SiloScaling(rounds[0].One.Searches, rounds);
    }

    /// <summary>The book that a round's campaign makes.</summary>
    public static string BookOf(long seed) => $"measured-{seed}";

    private static DiscoveryOptions Options(long seed) => new() { Epochs = Epochs, Islands = 1, Seed = seed };
}
