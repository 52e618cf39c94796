using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// Finds the kinds that have a lower form where no mirror plane holds them: in structures with one and two defects, as one
/// number beside E0, E_i and the pairs' V. It is taken where it makes these energies much more probable than V alone, whose
/// prior fades with r: a step that is the same at all distances is no interaction.
/// </summary>
public static class SymmetryBreakingFit
{
    // eV. What a step is expected to be, and what energies of one and two defects are trusted to.
    private const double StepDeviation = 0.1, Noise = 0.001;

    // Natural logarithms of evidence that a kind's step has to bring, and beside that for each weak neighbour.
    private const double WorthwhileGain = 5, WeakCost = 1;

    // Å. Nearer neighbours are never weak.
    private const double NearestWeak = 6;

    private const int Rounds = 4;

    /// <summary>The training set with energies that defects held by mirror planes everywhere would have.</summary>
    public static TrainingSet Without(TrainingSet training) => Without(training, Of(training));

    /// <inheritdoc cref="Without(TrainingSet)"/>
    public static TrainingSet Without(TrainingSet training, ImmutableArray<SymmetryBreaking> breaking)
    {
        if (breaking.IsEmpty)
            return training;
        var freed = new FreedDefects(breaking, new DefectFinder(training.UnitCell));
        return training with
        {
            Samples =
            [
                .. training.Samples.Select(s => s.Energy is null ? s : s with { Energy = s.Energy - freed.Energy(s.Structure) }),
            ],
        };
    }

    /// <summary>The kinds and their steps; none where one and two defects do not tell any.</summary>
    public static ImmutableArray<SymmetryBreaking> Of(TrainingSet training)
    {
        TrainingSample[] few =
        [
            .. training.Samples.Where(s =>
                s.Energy is not null && s.Structure.Defects.Length is 1 or 2 && s.Structure.UnitLattice is not null),
        ];
        var alone = few.Where(s => s.Structure.Defects.Length == 1).Select(s => s.Structure.Defects[0].Kind).Distinct().Order();
        var finder = new DefectFinder(training.UnitCell);
        if (few.Length < 3 || new MirrorPlanes(finder).IsEmpty)
            return [];
        var index = new ShellIndex([.. few.Select(s => s.Structure)], training.Reach);
        var taken = ImmutableArray.CreateBuilder<SymmetryBreaking>();
        var best = Evidence(few, index, finder, []).Evidence;
        foreach (var kind in alone)
        {
            if (Step(kind) is not { } step || !(step.Evidence - best > WorthwhileGain + WeakCost * step.Breaking.Weak.Count))
                continue;
            taken.Add(step.Breaking);
            best = step.Evidence;
        }
        return taken.ToImmutable();

        // Which neighbours are weak follows from the step, and the step from them.
        (SymmetryBreaking Breaking, double Evidence)? Step(DefectKind kind)
        {
            var trial = new SymmetryBreaking { Kind = $"{kind}", Energy = 1, Deviation = 0 };
            for (var round = 0; round < Rounds; round++)
            {
                var fit = Evidence(few, index, finder, [.. taken, trial]);
                if (fit.Steps is not [.., var (step, freed)] || freed.Count == 0)
                    return null;
                ImmutableArray<ChannelDistance> weak =
                [
                    .. from shell in index.Shells.Select((s, i) => (s.Channel, s.Distance, Value: fit.Pairs[i], Number: i))
                       let type = shell.Channel.Type
                       where shell.Distance > NearestWeak && (type.First == kind || type.Second == kind)
                       let isFreed = freed.Contains(shell.Number)
                       let wasWeak = trial.Weak.Any(w =>
                           w.PairType == $"{shell.Channel.Type}" && w.Side == shell.Channel.Side && w.Distance == shell.Distance)
                       where isFreed && Math.Abs(shell.Value + step) < Math.Abs(shell.Value)
                           || wasWeak && Math.Abs(shell.Value) < Math.Abs(shell.Value - step)
                       select new ChannelDistance($"{shell.Channel.Type}", shell.Channel.Side, shell.Distance),
                ];
                if (round > 0 && weak.SequenceEqual(trial.Weak))
                    return (trial with { Energy = step, Deviation = Deviation(fit.Pairs, freed) }, fit.Evidence);
                trial = trial with { Weak = weak };
            }
            return null;
        }
    }

    /// <summary>What the far shells that it was told from still differ by.</summary>
    private static double Deviation(ImmutableArray<double> pairs, HashSet<int> freed) =>
        Quantiles.UpperMedian(freed.Select(shell => Math.Abs(pairs[shell]))) / Math.Sqrt(freed.Count);

    /// <summary>How probable the energies are with some kinds' steps, the steps, and the shells that free each kind.</summary>
    private static (double Evidence, ImmutableArray<(double Step, HashSet<int> Freed)> Steps, ImmutableArray<double> Pairs)
        Evidence(TrainingSample[] few, ShellIndex index, DefectFinder finder, ImmutableArray<SymmetryBreaking> breaking)
    {
        DefectKind[] kinds = [.. few.SelectMany(s => s.Structure.Defects).Select(d => d.Kind).Distinct().Order()];
        var (shellsFrom, stepsFrom) = (1 + kinds.Length, 1 + kinds.Length + index.Shells.Length);
        // With an energy of 1 eV a step's energy is how often it counts.
        FreedDefects[] steps = [.. breaking.Select(b => new FreedDefects([b with { Energy = 1 }], finder))];
        var freed = steps.Select(_ => new HashSet<int>()).ToArray();
        var rows = few.Select((sample, i) =>
        {
            var row = new List<(int, double)> { (0, index.CellsOf[i]) };
            row.AddRange(sample.Structure.Defects.Select(d => (1 + Array.IndexOf(kinds, d.Kind), 1.0)));
            row.AddRange(index.SummedOf[i].Select(p => (shellsFrom + p.Shell, p.Weight)));
            for (var step = 0; step < steps.Length; step++)
            {
                var count = steps[step].Energy(sample.Structure);
                row.Add((stepsFrom + step, count));
                if (count > 0)
                    freed[step].UnionWith(index.PairsOf[i]);
            }
            return row.ToArray();
        }).ToArray();
        double[] variances =
        [
            .. EnergyRegression.PriorDeviations(kinds.Length, index).Select(d => d * d),
            .. steps.Select(_ => StepDeviation * StepDeviation),
        ];
        var solution = new DualRegression(rows, variances)
            .Solve([.. few.Select(s => s.Energy!.Value)], [.. few.Select(_ => Noise * Noise)]);
        if (solution is null)
            return (double.NegativeInfinity, [], []);
        var unknowns = solution.Unknowns;
        return (solution.LogEvidence, [.. freed.Select((f, i) => (unknowns[stepsFrom + i], f))],
            [.. unknowns[shellsFrom..stepsFrom]]);
    }
}
