using System.Collections.Immutable;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Tables;

/// <summary>What energies of arrangements are expected to be before any structure is seen.</summary>
/// <param name="Scale">One standard deviation of a triple's energy if its defects stood on one place, eV.</param>
/// <param name="Length">How fast that falls: 1/e where the two shorter sides sum to twice of it, Å.</param>
/// <param name="Noise">What energies of dense structures are trusted to, eV for each defect.</param>
internal readonly record struct ArrangementWidths(double Scale, double Length, double Noise);

/// <summary>
/// E = E0 + Σ E_i + Σ V + Σ W: regression of energies on single defects, pair shells and arrangements of three, each with a
/// Gaussian prior that narrows with distance. There are more unknowns than structures, so it is solved in the structures' space.
/// A structure that is far off counts less, as if errors followed Student's t distribution; none is dropped.
/// </summary>
internal sealed class ArrangementRegression
{
    // eV. What energies of one and two, and of three defects are trusted to.
    private const double FewNoise = 0.001, TripleNoise = 0.003;

    // Degrees of freedom of the errors.
    private const double Freedom = 2;
    private const int Rounds = 6;

    private readonly ImmutableArray<DefectiveStructure> _structures;
    private readonly DualRegression _regression;
    private readonly double[] _noise;

    /// <param name="samples">Structures with an energy.</param>
    /// <param name="index">Their shells.</param>
    /// <param name="arrangements">Their arrangements.</param>
    /// <param name="kinds">Their kinds.</param>
    /// <param name="widths">What is expected.</param>
    public ArrangementRegression(
        IReadOnlyList<TrainingSample> samples, ShellIndex index, TripleShells arrangements, ImmutableArray<DefectKind> kinds,
        ArrangementWidths widths)
    {
        _structures = [.. samples.Select(s => s.Structure)];
        ShellsFrom = 1 + kinds.Length;
        TriplesFrom = ShellsFrom + index.Shells.Length;
        double[] variances =
        [
            .. EnergyRegression.PriorDeviations(kinds.Length, index).Select(d => d * d),
            .. arrangements.All.Select(a => widths.Scale * widths.Scale * Math.Exp(-a.TwoShorter / widths.Length)),
        ];
        _regression = new DualRegression([.. _structures.Select((s, i) => Row(s, i))], variances);
        _noise = [.. _structures.Select(s => s.Defects.Length switch
        {
            <= 2 => FewNoise,
            3 when samples.Any(other => other.Structure.Defects.Length < 3) => TripleNoise,
            var count => widths.Noise * count,
        })];

        (int, double)[] Row(DefectiveStructure structure, int sample) =>
        [
            (0, index.CellsOf[sample]),
            .. structure.Defects.GroupBy(d => d.Kind).Select(g => (1 + kinds.IndexOf(g.Key), (double)g.Count())),
            .. index.SummedOf[sample].GroupBy(p => p.Shell).Select(g => (ShellsFrom + g.Key, g.Sum(p => p.Weight))),
            .. arrangements.Of[sample].Select(a => (TriplesFrom + a.Number, a.Weight)),
        ];
    }

    /// <summary>Where the shells' unknowns begin; before them stand E0 and the kinds'.</summary>
    public int ShellsFrom { get; }

    /// <summary>Where the arrangements' unknowns begin.</summary>
    public int TriplesFrom { get; }

    /// <summary>The energies that the targets tell, eV; null where rounding leaves no answer.</summary>
    public DualSolution? Fit(double[] targets)
    {
        double[] trust = [.. _noise.Select(_ => 1.0)];
        DualSolution? solution = null;
        for (var round = 0; round < Rounds; round++)
        {
            solution = _regression.Solve(targets, [.. _noise.Zip(trust, (noise, t) => noise * noise / t)]);
            if (solution is null)
                return null;
            for (var i = 0; i < trust.Length; i++)
            {
                if (_structures[i].Defects.Length < 3)
                    continue;
                var residual = solution.Weights[i] * _noise[i] / trust[i];
                trust[i] = (Freedom + 1) / (Freedom + residual * residual);
            }
        }
        return solution;
    }
}
