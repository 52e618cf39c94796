using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Refinement;

/// <summary>
/// Refines the constants of all formulas of a level together on dense structures, through the rule that makes up the level
/// of pairs. Formulas stay near the tables that they were found on, as near as these are certain; a formula whose refined
/// constants would break its rules keeps those of the search, and the others are refined round it.
/// </summary>
internal sealed class LevelRefinement(ImmutableArray<TrainingSample> samples, PairTables tables)
{
    // eV. How near to its table a formula is held where the table is certain.
    private const double TableDeviation = 0.01;

    // eV. The soft minimum's width, near enough to a sharp one.
    private const double Temperature = 0.002;
    private const int Iterations = 200, Rounds = 4;

    /// <summary>
    /// The formulas with refined constants; those of energies, and all where no structure has three defects, as they are.
    /// </summary>
    public ImmutableArray<LearnedFormula> Refine(ImmutableArray<LearnedFormula> formulas)
    {
        foreach (var property in formulas.Select(f => f.Search.Table.Property).Distinct().Where(p => p != Property.Energy))
        {
            if (tables.GapRule == GapRule.LowestPair || Quantity.Of(property).Column is not null)
                formulas = Refine(formulas, LevelRows.Of(samples, tables.Index, property), property);
        }
        return tables.GapRule == GapRule.LevelsApart
            ? Refine(formulas, LevelRows.Apart(samples, tables.Index), Property.Lumo, Property.Homo)
            : formulas;
    }

    private ImmutableArray<LearnedFormula> Refine(
        ImmutableArray<LearnedFormula> formulas, ImmutableArray<LevelRow> rows, params Property[] sets)
    {
        ImmutableArray<LevelRow> dense = [.. rows.Where(r => r.Size > 2)];
        var free = Enumerable.Range(0, formulas.Length).Where(i => sets.Contains(formulas[i].Search.Table.Property)).ToList();
        // A formula must not stand in for those that were not found.
        if (dense.IsEmpty || free.Count < sets.Length * tables.Index.Channels.Length)
            return formulas;
        for (var round = 0; round < Rounds; round++)
        {
            var refined = new Fit(dense, tables, formulas, sets, free).Refined();
            var refused = free.FindAll(i => !formulas[i].Allows(refined[i]));
            // Those that share numbers stay together.
            if (refused.Exists(i => formulas[i].SharesNumbers))
                refused.AddRange(free.Where(i => formulas[i].SharesNumbers && !refused.Contains(i)).ToList());
            if (refused.Count == 0 || round == Rounds - 1)
                return [.. formulas.Select((f, i) => free.Contains(i) ? f.With(refined[i]) : f)];
            free.RemoveAll(refused.Contains);
        }
        return formulas;
    }

    /// <summary>One round: which formulas are free, and where their constants stand among the unknowns.</summary>
    private sealed class Fit
    {
        private readonly ImmutableArray<LearnedFormula> _formulas;
        private readonly LevelLoss _loss;
        private readonly (int Set, double Sign, Range Shells, double[] Table, double[] Deviations, Evaluator Evaluator)[] _places;
        private readonly Unknowns<int> _unknowns;
        private readonly bool[] _isFree;
        private readonly double[][] _values, _slopes;
        private readonly double[] _start;
        private readonly int _shells;

        public Fit(ImmutableArray<LevelRow> rows, PairTables tables, ImmutableArray<LearnedFormula> formulas, Property[] sets,
            List<int> free)
        {
            (_formulas, _loss, _shells) = (formulas, new LevelLoss(rows), tables.Index.Shells.Length);
            _values = [.. sets.Select(_ => Unheard())];
            _slopes = [.. sets.Select(_ => new double[_shells])];
            _places = [.. formulas.Select(f => Place(f, tables.Index, sets))];
            _isFree = [.. Enumerable.Range(0, formulas.Length).Select(free.Contains)];
            _unknowns = new Unknowns<int>(
                0, free.Order().Select(i => (i, formulas[i].Chosen.Expression.Constants.Length)),
                new SharedNumbers<int>(free.ToDictionary(i => i, i => formulas[i].Shared)));
            _start = new double[_unknowns.Count];
            for (var i = 0; i < formulas.Length; i++)
            {
                var constants = formulas[i].Chosen.Expression.Constants.AsSpan();
                if (_isFree[i])
                    _unknowns.Put(i, constants, _start);
                else if (_places[i].Set >= 0)
                    Evaluate(i, constants);
            }
        }

        public Dictionary<int, Expression> Refined()
        {
            var x = QuasiNewton.Minimize(Objective, _start, Curvature(), Iterations);
            return Free().ToDictionary(
                i => i, i => _formulas[i].Chosen.Expression with { Constants = [.. _unknowns.Take(i, x)] });
        }

        // A channel without a formula has no say.
        private double[] Unheard()
        {
            var values = new double[_shells];
            Array.Fill(values, 1e3);
            return values;
        }

        private IEnumerable<int> Free() => Enumerable.Range(0, _formulas.Length).Where(i => _isFree[i]);

        private double Objective(double[] x, double[] gradient)
        {
            foreach (var slope in _slopes)
                Array.Clear(slope);
            Array.Clear(gradient);
            var jacobians = Free().ToDictionary(i => i, i => Evaluate(i, _unknowns.Take(i, x)));
            var sum = _loss.Of(_values, Temperature, _slopes);
            foreach (var (i, jacobian) in jacobians)
            {
                var (set, sign, range, table, deviations, _) = _places[i];
                var (from, count) = range.GetOffsetAndLength(_shells);
                for (var s = 0; s < count; s++)
                {
                    var off = (_values[set][from + s] - table[s]) / deviations[s];
                    var far = Math.Abs(off) > 1;
                    sum += far ? Math.Abs(off) - 0.5 : off * off / 2;
                    var slope = _slopes[set][from + s] + (far ? Math.CopySign(1, off) : off) / deviations[s];
                    for (var k = 0; k < jacobian.Length / count; k++)
                        gradient[_unknowns.Of(i)[k]] += sign * slope * jacobian[k * count + s];
                }
            }
            return sum;
        }

        private double[] Curvature()
        {
            var jacobians = Free().ToDictionary(i => i, i => Evaluate(i, _unknowns.Take(i, _start)));
            var told = _loss.Information(_values, Temperature);
            var curvature = new double[_start.Length];
            Array.Fill(curvature, 1e-6);
            foreach (var (i, jacobian) in jacobians)
            {
                var (set, _, range, _, deviations, _) = _places[i];
                var (from, count) = range.GetOffsetAndLength(_shells);
                for (var at = 0; at < jacobian.Length; at++)
                    curvature[_unknowns.Of(i)[at / count]] += jacobian[at] * jacobian[at]
                        * (told[set][from + at % count] + 1 / (deviations[at % count] * deviations[at % count]));
            }
            return curvature;
        }

        /// <summary>Fills a formula's values; its slopes by constant and shell.</summary>
        private double[] Evaluate(int formula, ReadOnlySpan<double> constants)
        {
            var (set, sign, range, _, _, evaluator) = _places[formula];
            var (from, count) = range.GetOffsetAndLength(_shells);
            var jacobian = new double[constants.Length * count];
            var values = _values[set].AsSpan(from, count);
            evaluator.EvaluateWithJacobian(_formulas[formula].Chosen.Expression.Tokens.AsSpan(), constants, values, jacobian);
            foreach (ref var value in values)
                value *= sign;
            return jacobian;
        }

        private static (int, double, Range, double[], double[], Evaluator) Place(
            LearnedFormula formula, ShellIndex index, Property[] sets)
        {
            var table = formula.Search.Table;
            var sign = Quantity.Of(table.Property).Sign;
            return (
                Array.IndexOf(sets, table.Property), sign, index.Of(table.Channel),
                [.. table.Points.Select(p => sign * p.Value)],
                [.. table.Points.Select(p => Math.Max(TableDeviation, p.Uncertainty))],
                new Evaluator(new PointTable([[.. table.Points.Select(p => p.Distance)]], new double[table.Points.Length])));
        }
    }
}
