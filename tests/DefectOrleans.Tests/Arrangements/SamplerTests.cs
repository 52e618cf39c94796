using System.Collections.Immutable;
using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Arrangements;

public class SamplerTests
{
    private const double Room = 3;

    [Fact]
    public void Canonical_averages_of_a_small_cell_are_those_of_all_its_arrangements()
    {
        var cell = new CellEnergies(ArrangementBooks.Whole, new CellShape(3, 3), DefectCounts.Parse("V_Mo + 2 V_S + Se_S"));
        var options = new SampleOptions
        {
            Temperatures = [1500, 2500, 5000], Sweeps = 200_000, Equilibration = 2_000, Threads = 2, Seed = 5,
        };
        AssertExact(cell, options, Listed(cell, [0, 1, 1, 2]));
    }

    [Fact]
    public void Grand_canonical_averages_of_a_small_cell_are_those_of_all_numbers_of_defects()
    {
        var cell = Open("V_S", "Se_S");
        var options = new SampleOptions
        {
            Temperatures = [2000, 4000], Potentials = [1.9, 0.8], Sweeps = 100_000, Equilibration = 2_000, Threads = 2, Seed = 6,
        };
        var all = Occupations(cell).ToList();
        Assert.Equal(6561, all.Count);
        AssertExact(cell, options, all);
    }

    [Fact]
    public void The_same_seed_makes_the_same_run_with_any_number_of_threads_and_another_seed_another()
    {
        var cell = new CellEnergies(ArrangementBooks.Whole, new CellShape(6, 6), DefectCounts.Parse("2 V_Mo + 6 V_S"));
        var options = new SampleOptions { Temperatures = [300, 600, 1200], Sweeps = 3_000, Equilibration = 500, Replicas = 3 };
        var one = Run(cell, options with { Threads = 1 });
        Assert.Equal(one, Run(cell, options with { Threads = 3 }));
        Assert.NotEqual(one, Run(cell, options with { Seed = 2 }));

        static string Run(CellEnergies cell, SampleOptions options) =>
            JsonSerializer.Serialize(LatticeSampler.Run(cell, options, null, CancellationToken.None));
    }

    [Fact]
    public void Without_interactions_defects_stand_at_random()
    {
        var book = ArrangementBooks.Whole with
        {
            Pairs =
            [
                .. ArrangementBooks.Whole.Pairs.Select(pair => pair.Property == Property.Energy
                    ? pair with { Chosen = pair.Chosen with { Text = "0" } }
                    : pair),
            ],
        };
        var cell = new CellEnergies(book, new CellShape(6, 5), DefectCounts.Parse("3 V_Mo + 5 V_S + 4 Se_S"));
        var sample = LatticeSampler.Run(
            cell, new SampleOptions { Sweeps = 20_000, Threads = 2, Range = 6 }, null, CancellationToken.None);
        Assert.Equal(1, sample.Temperatures[0].Accepted);
        Assert.True(sample.Temperatures[0].Orders.Length > 15);
        Assert.All(sample.Temperatures[0].Orders, order =>
            Assert.InRange(Math.Abs(order.Ratio.Value - 1) / order.Ratio.Error, 0, 4));
    }

    [Fact]
    public void A_sampling_that_is_ended_has_what_was_measured()
    {
        var cell = new CellEnergies(ArrangementBooks.Whole, new CellShape(4, 4), DefectCounts.Parse("V_Mo + 3 V_S"));
        using var ending = new CancellationTokenSource();
        var sample = LatticeSampler.Run(
            cell, new SampleOptions { Sweeps = 1_000_000_000, Equilibration = 0 }, new Ending(ending), ending.Token);
        Assert.False(sample.IsComplete);
        Assert.Single(sample.Temperatures);
        Assert.InRange(sample.Sweeps, 1, 1_000_000);
    }

    [Fact]
    public void What_can_not_be_sampled_is_refused_with_the_reason()
    {
        var cell = new CellEnergies(ArrangementBooks.Whole, new CellShape(4, 4), DefectCounts.Parse("V_S"));
        var triples = new CellEnergies(ArrangementBooks.WithTriples, new CellShape(4, 4), DefectCounts.Parse("V_S"));
        Refused("knows more than pairs", triples, new SampleOptions());
        Refused("temperatures 300, 0; expected one or more above 0 K", cell, new SampleOptions { Temperatures = [300, 0] });
        Refused("temperatures -1", cell, new SampleOptions { Temperatures = [-1] });
        Refused("2000 replicas at 1 temperatures", cell, new SampleOptions { Replicas = 2000 });
        Refused("2 chemical potentials for 1 kinds", cell, new SampleOptions { Potentials = [1, 2] });

        static void Refused(string fault, CellEnergies cell, SampleOptions options) => Assert.Contains(
            fault,
            Assert.Throws<InputException>(() => LatticeSampler.Run(cell, options, null, CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    private sealed class Ending(CancellationTokenSource source) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value) => source.Cancel();
    }

    private static CellEnergies Open(params string[] kinds) => new(
        ArrangementBooks.Whole, new CellShape(2, 2),
        new DefectCounts(kinds.Select(kind => new DefectCount(DefectKind.Parse(kind), 1))), isOpen: true);

    /// <summary>Energy, gap and numbers of defects, sampled and as the arrangements' weights make them.</summary>
    private static void AssertExact(
        CellEnergies cell, SampleOptions options, List<(double Energy, double Gap, ImmutableArray<int> Counts)> all)
    {
        var sample = LatticeSampler.Run(cell, options, null, CancellationToken.None);
        Assert.True(sample.IsComplete);
        Assert.Equal(options.Temperatures, sample.Temperatures.Select(at => at.Temperature));
        foreach (var at in sample.Temperatures)
        {
            var thermal = LatticeSampler.Boltzmann * at.Temperature;
            var weights = all.ConvertAll(one => Math.Exp(-(Potential(one) - all.Min(Potential)) / thermal));
            AssertWithin(Mean(one => one.Energy), at.Energy);
            var mean = Mean(Potential);
            AssertWithin(Mean(one => (Potential(one) - mean) * (Potential(one) - mean)) / (thermal * thermal), at.HeatCapacity);
            var gaps = all.Zip(weights).Where(one => double.IsFinite(one.First.Gap)).ToList();
            AssertWithin(gaps.Sum(one => one.First.Gap * one.Second) / gaps.Sum(one => one.Second), at.Gap!.Mean);
            for (var kind = 0; kind < cell.Kinds.Length; kind++)
                AssertWithin(Mean(one => one.Counts[kind]), at.Counts[kind]);

            double Mean(Func<(double Energy, double Gap, ImmutableArray<int> Counts), double> of) =>
                all.Zip(weights, (one, weight) => weight * of(one)).Sum() / weights.Sum();
        }

        double Potential((double Energy, double Gap, ImmutableArray<int> Counts) one) => options.Potentials.IsEmpty
            ? one.Energy
            : one.Energy - one.Counts.Select((count, kind) => count * options.Potentials[kind]).Sum();
    }

    private static void AssertWithin(double expected, Estimate estimate) =>
        Assert.InRange(Math.Abs(estimate.Value - expected), 0, Room * estimate.Error + 1e-9);

    private static List<(double, double, ImmutableArray<int>)> Listed(CellEnergies cell, int[] kinds)
    {
        var (sites, all, room) = (new int[kinds.Length], new List<(double, double, ImmutableArray<int>)>(),
            new (int, int, int)[kinds.Length]);
        Place(0);
        return all;

        void Place(int defect)
        {
            if (defect == kinds.Length)
            {
                var effect = cell.Of(sites, kinds, room);
                all.Add((effect.Energy, effect.Gap, [.. cell.Counts.Kinds.Select(kind => kind.Count)]));
                return;
            }
            foreach (var site in cell.Sites[kinds[defect]])
            {
                if (sites.AsSpan(0, defect).Contains(site)
                    || defect > 0 && kinds[defect] == kinds[defect - 1] && site < sites[defect - 1])
                    continue;
                sites[defect] = site;
                Place(defect + 1);
            }
        }
    }

    /// <summary>Every way to fill the chalcogen sites with nothing or one of the kinds.</summary>
    private static IEnumerable<(double, double, ImmutableArray<int>)> Occupations(CellEnergies cell)
    {
        var open = cell.Sites[0];
        var room = new (int, int, int)[open.Length];
        for (var number = 0; number < Math.Pow(3, open.Length); number++)
        {
            List<int> sites = [], kinds = [];
            var rest = number;
            foreach (var site in open)
            {
                if (rest % 3 is > 0 and var kind)
                {
                    sites.Add(site);
                    kinds.Add(kind - 1);
                }
                rest /= 3;
            }
            var effect = cell.Of([.. sites], [.. kinds], room);
            yield return (effect.Energy, effect.Gap, [kinds.Count(kind => kind == 0), kinds.Count(kind => kind == 1)]);
        }
    }
}
