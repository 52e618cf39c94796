using DefectOrleans.Engine;
using DefectOrleans.Bench;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class IslandTests
{
    private const ulong Seed = 11;

    private static readonly SearchOptions Options = new()
    {
        SamplesPerEpoch = 40,
        EditsPerEpoch = 60,
        RoundEditsPerEpoch = 200,
        TrainingRowsPerEpoch = 32
    };

    private static readonly SearchProblem Problem =
        new TableFit(BenchmarkSet.Nguyen[1].Draw(20, noise: 0.1, seed: 3), BenchmarkProblem.Published).Problem;

    [Fact]
    public void An_island_read_back_goes_on_as_it_would_have()
    {
        using var straight = Run(new Island(Problem, Options, PretrainedNetwork.Load, Seed), epochs: 4);
        using var halfway = Run(new Island(Problem, Options, PretrainedNetwork.Load, Seed), epochs: 2);
        var bytes = Written(halfway);

        using var resumed = Run(Read(bytes), epochs: 2);

        Assert.Equal(straight.Front.Candidates.AsEnumerable(), resumed.Front.Candidates);
        Assert.Equal((straight.Epoch, straight.Scored, straight.Fitted), (resumed.Epoch, resumed.Scored, resumed.Fitted));
        Assert.Equal(straight.Yields.Of.AsEnumerable(), resumed.Yields.Of);
        Assert.Equal(Written(straight), Written(resumed));
    }

    [Fact]
    public void It_is_told_what_came_of_samples_edits_and_completions()
    {
        using var island = Run(new Island(Problem, Options, PretrainedNetwork.Load, Seed), epochs: 3);

        var yields = island.Yields;
        Assert.Equal(3 * Options.SamplesPerEpoch, yields[Origin.Sample].Proposed);
        Assert.Equal(3 * (Options.EditsPerEpoch + Options.RoundEditsPerEpoch), yields[Origin.Edit].Proposed);
        Assert.InRange(yields[Origin.Completion].Proposed, 1, 3000);
        Assert.Equal(0, yields[Origin.Elsewhere].Proposed);
        // A score may come out infinite.
        Assert.InRange(yields.Of.Sum(y => y.Scored), 1, island.Scored);
        Assert.All(yields.Of, y => Assert.True(y.Proposed >= y.Scored && y.Scored >= y.Kept && y.Elites <= y.Scored));
        Assert.All(island.Front.Candidates, candidate => Assert.NotEqual(Origin.Elsewhere, candidate.Origin));
        Assert.InRange(yields.SampledElites!.Value, 0, 1);
    }

    [Fact]
    public void Without_a_network_it_edits_formulas_that_it_makes_at_random()
    {
        var options = Options with { SamplesPerEpoch = 0, TrainingRowsPerEpoch = 0 };
        using var island = Run(new Island(Problem, options, Made.Network, Seed), epochs: 3);

        Assert.NotEmpty(island.Front.Candidates);
        Assert.DoesNotContain(island.Front.Candidates, candidate => candidate.Origin == Origin.Sample);
        Assert.Null(island.Yields.SampledElites);
    }

    [Fact]
    public void Formulas_as_good_as_each_other_come_back_as_they_were()
    {
        using var island = new Island(Problem, Options, PretrainedNetwork.Load, Seed);
        island.Receive(
            [Made.Candidate("2.00137*x1", 0.1), Made.Candidate("3*x1", 0.1), Made.Candidate("x1 + x1", 0.1 * (1 + 1e-15))]);
        var bytes = Written(island);

        using var back = Read(bytes);

        Assert.Equal(island.Front.Candidates.AsEnumerable(), back.Front.Candidates);
        Assert.Equal(bytes, Written(back));
    }

    [Fact]
    public void An_island_whose_network_learned_for_long_is_read_back_too()
    {
        var options = Made.Options with
        {
            EditsPerEpoch = 1500, RoundEditsPerEpoch = 0, CompletionsPerEpoch = 0, RoundCompletionsPerEpoch = 0, EliteShare = 1,
            TrainingRowsPerEpoch = 4096, TrainingEpochs = 1, LearnsFromKept = false,
        };
        using var straight = Run(New(), epochs: 12);
        using var halfway = Run(New(), epochs: 10);

        var networks = 0;
        using var resumed = Run(Read(Written(halfway), options, Made.Network, () => networks++), epochs: 2);

        Assert.Equal(1, networks);
        Assert.Equal(straight.Front.Candidates.AsEnumerable(), resumed.Front.Candidates);
        Assert.Equal(Written(straight), Written(resumed));

        Island New() => new(Problem, options, Made.Network, Seed);
    }

    [Fact]
    public void A_checkpoint_holds_what_the_network_was_trained_on_and_not_its_weights()
    {
        using var island = new Island(Problem, Options, PretrainedNetwork.Load, Seed);
        Assert.InRange(Written(island).Length, 1, 1000);

        Assert.InRange(Written(Run(island, epochs: 6)).Length, 1000, 100_000);
    }

    [Fact]
    public void A_checkpoint_of_a_search_that_began_with_another_network_is_refused()
    {
        using var island = Run(new Island(Problem, Made.Options, () => ManagedNetwork.Create(new(), seed: 1), Seed), epochs: 1);
        var bytes = Written(island);

        var fault = Assert.Throws<InputException>(() => Read(bytes, Made.Options, () => ManagedNetwork.Create(new(), seed: 2)));
        Assert.Contains("another network", fault.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(10_000)]
    [InlineData(-1)]
    public void A_checkpoint_that_is_cut_short_is_refused(int length)
    {
        using var island = Run(new Island(Problem, Options, PretrainedNetwork.Load, Seed), epochs: 1);
        var bytes = Written(island);

        Assert.Throws<InputException>(() => Read(bytes[..(length < 0 ? bytes.Length + length : length)]));
    }

    private static Island Run(Island island, int epochs)
    {
        for (var i = 0; i < epochs; i++)
            island.RunEpoch(CancellationToken.None);
        return island;
    }

    private static byte[] Written(Island island)
    {
        using var stream = new MemoryStream();
        island.Write(stream);
        return stream.ToArray();
    }

    private static Island Read(byte[] bytes) => Read(bytes, Options, PretrainedNetwork.Load);

    private static Island Read(
        byte[] bytes, SearchOptions options, Func<IFormulaNetwork> newNetwork, Action? networkRead = null) => Island.Read(
            new MemoryStream(bytes), ReadNetwork(networkRead), Problem, options, newNetwork, Seed);

    private static Func<Stream, IFormulaNetwork> ReadNetwork(Action? read) => stream =>
    {
        read?.Invoke();
        return ManagedNetwork.Read(stream);
    };
}
