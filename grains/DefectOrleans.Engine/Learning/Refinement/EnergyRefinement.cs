using System.Collections.Immutable;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Refinement;

/// <summary>Energies of single defects and formulas of all pair channels that belong together.</summary>
public sealed record EnergyModel(
    double ReferenceEnergy,
    ImmutableArray<DefectKind> Kinds,
    ImmutableArray<double> Singles,
    ImmutableSortedDictionary<PairChannel, Expression> Formulas)
{
    /// <summary>Which constants of which channels are one number.</summary>
    public SharedNumbers<PairChannel> Shared { get; init; } = SharedNumbers<PairChannel>.None;
}

/// <summary>
/// Refines E0, all E_i and all constants of the chosen formulas together on the structures themselves: damped
/// Gauss–Newton steps on a Huber loss, so that a few structures in another electronic state do not bend the rest.
/// </summary>
public sealed class EnergyRefinement
{
    // eV. What a structure's residual is measured in; beyond it the loss grows linearly.
    private const double HuberThreshold = 0.003;
    private const int MaxIterations = 60;
    private const double LeastGain = 1e-6;

    private readonly ShellIndex _index;
    private readonly ImmutableArray<DefectKind> _kinds;
    private readonly (double Energy, double Weight, double Cells, int[] Kinds, SummedShell[] Shells)[] _rows;
    private readonly Dictionary<PairChannel, Evaluator> _evaluators;

    /// <summary>Prepares a refinement.</summary>
    /// <param name="samples">Structures; those without an energy are passed over.</param>
    /// <param name="index">Their shells.</param>
    /// <param name="kinds">The kinds, in the order of the model's singles.</param>
    /// <param name="neighbours">Sites at each shell's distance: how often structures will ask for a pair.</param>
    public EnergyRefinement(
        IReadOnlyList<TrainingSample> samples, ShellIndex index, ImmutableArray<DefectKind> kinds, IReadOnlyList<int> neighbours)
    {
        (_index, _kinds) = (index, kinds);
        _rows = [.. Enumerable.Range(0, samples.Count)
            .Where(i => samples[i].Energy is not null && samples[i].Structure.Defects.Length > 0)
            .Select(i => (
                samples[i].Energy!.Value,
                Weight(samples[i].Structure.Defects.Length, index.PairsOf[i], neighbours),
                index.CellsOf[i],
                samples[i].Structure.Defects.Select(d => kinds.BinarySearch(d.Kind)).ToArray(),
                index.SummedOf[i].ToArray()))];
        _evaluators = index.Channels.ToDictionary(c => c, c => new Evaluator(new PointTable(
            [[.. index.Shells[index.Of(c)].Select(s => s.Distance)]], new double[index.Shells[index.Of(c)].Length])));
    }

    /// <summary>The refined model; never worse on the structures than the given one.</summary>
    public EnergyModel Refine(EnergyModel model)
    {
        var layout = new Layout(model);
        var x = layout.Pack(model);
        var best = Loss(layout, x);
        var damping = 1e-3;
        for (var iteration = 0; iteration < MaxIterations && damping < 1e6; iteration++)
        {
            var step = Step(layout, x, damping);
            double[] trial = [.. x.Zip(step, (a, b) => a + b)];
            var loss = Loss(layout, trial);
            if (!(loss < best))
            {
                damping *= 8;
                continue;
            }
            var gain = (best - loss) / best;
            (x, best, damping) = (trial, loss, Math.Max(damping / 4, 1e-9));
            if (gain < LeastGain)
                break;
        }
        return layout.Unpack(x, model);
    }

    /// <summary>Where each number stands in the vector of unknowns: E0, then E_i, then the formulas' constants.</summary>
    private sealed class Layout
    {
        private readonly Unknowns<PairChannel> _constants;

        public Layout(EnergyModel model)
        {
            Formulas = model.Formulas;
            _constants = new Unknowns<PairChannel>(
                1 + model.Kinds.Length, model.Formulas.Select(f => (f.Key, f.Value.Constants.Length)), model.Shared);
        }

        public ImmutableSortedDictionary<PairChannel, Expression> Formulas { get; }

        public int Count => _constants.Count;

        /// <summary>Where a channel's constants stand.</summary>
        public ReadOnlySpan<int> Of(PairChannel channel) => _constants.Of(channel);

        public double[] ConstantsOf(PairChannel channel, double[] x) => _constants.Take(channel, x);

        public double[] Pack(EnergyModel model)
        {
            var x = new double[Count];
            x[0] = model.ReferenceEnergy;
            model.Singles.CopyTo(x, 1);
            foreach (var (channel, formula) in model.Formulas)
                _constants.Put(channel, formula.Constants.AsSpan(), x);
            return x;
        }

        public EnergyModel Unpack(double[] x, EnergyModel model) => model with
        {
            ReferenceEnergy = x[0],
            Singles = [.. x[1..(1 + model.Kinds.Length)]],
            Formulas = model.Formulas.ToImmutableSortedDictionary(
                f => f.Key, f => f.Value with { Constants = [.. _constants.Take(f.Key, x)] }),
        };
    }

    private static double Weight(int defects, ImmutableArray<int> pairs, IReadOnlyList<int> neighbours) => defects switch
    {
        // A single defect's energy enters every prediction.
        1 => 1000,
        2 when pairs.Length == 1 => neighbours[pairs[0]],
        // Denser structures carry what pairs cannot tell: each counts as its energy per site does.
        _ => 12.0 / (defects * defects),
    };

    private (double[] Values, double[][] Slopes) Shells(Layout layout, double[] x)
    {
        var values = new double[_index.Shells.Length];
        var slopes = new double[_index.Shells.Length][];
        foreach (var (channel, formula) in layout.Formulas)
        {
            var range = _index.Of(channel);
            var (from, count) = range.GetOffsetAndLength(values.Length);
            var constants = formula.Constants.Length;
            var jacobian = new double[constants * count];
            _evaluators[channel].EvaluateWithJacobian(
                formula.Tokens.AsSpan(), layout.ConstantsOf(channel, x), values.AsSpan(range), jacobian);
            for (var s = 0; s < count; s++)
                slopes[from + s] = [.. Enumerable.Range(0, constants).Select(k => jacobian[k * count + s])];
        }
        return (values, slopes);
    }

    private double Residual(int row, double[] x, double[] shells)
    {
        var sum = _rows[row].Cells * x[0] - _rows[row].Energy;
        foreach (var kind in _rows[row].Kinds)
            sum += x[1 + kind];
        foreach (var (shell, count) in _rows[row].Shells)
            sum += count * shells[shell];
        return sum;
    }

    private double Loss(Layout layout, double[] x)
    {
        var (shells, _) = Shells(layout, x);
        var sum = 0.0;
        for (var i = 0; i < _rows.Length; i++)
        {
            var size = Math.Abs(Residual(i, x, shells));
            sum += _rows[i].Weight * (size <= HuberThreshold ? size * size / 2 : HuberThreshold * (size - HuberThreshold / 2));
        }
        return sum;
    }

    private double[] Step(Layout layout, double[] x, double damping)
    {
        var (shells, slopes) = Shells(layout, x);
        var scale = new double[layout.Count];
        var rows = new List<((int, double)[] Row, double Residual, double Weight)>();
        for (var i = 0; i < _rows.Length; i++)
        {
            var residual = Residual(i, x, shells);
            var weight = _rows[i].Weight * Math.Min(1, HuberThreshold / Math.Max(Math.Abs(residual), 1e-15));
            (int, double)[] row =
            [
                (0, _rows[i].Cells),
                .. _rows[i].Kinds.Select(k => (1 + k, 1.0)),
                .. _rows[i].Shells.SelectMany(s =>
                    (slopes[s.Shell] ?? [])
                        .Select((slope, k) => (layout.Of(_index.Shells[s.Shell].Channel)[k], s.Weight * slope))),
            ];
            foreach (var (j, a) in row)
                scale[j] += weight * a * a;
            rows.Add((row, residual, weight));
        }
        var system = new LinearSystem(new double[layout.Count], [.. scale.Select(s => 1 / Math.Sqrt(damping * s + 1e-12))]);
        foreach (var (row, residual, weight) in rows)
            system.Add(row, -residual, weight);
        return system.Solve();
    }
}
