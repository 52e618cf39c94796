using System.Numerics;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// Looks whether a law of one variable keeps to the <see cref="CrestRule"/> of its tables, at a few places of each gap, and
/// whatever its points lead up to. One per thread; does not allocate once warm.
/// </summary>
internal sealed class CrestCheck
{
    private const int Places = 10;

    private readonly Evaluator? _evaluator;
    private readonly CrestRule?[] _rules = [];

    public CrestCheck(LawTables tables)
    {
        if (tables.Rows.Variables.Length > 1)
            return;
        var (x, groups, rules) = (new List<double>(), new List<int>(), new List<CrestRule?>());
        foreach (var table in tables.Tables)
        {
            groups.Add(x.Count);
            var (rule, column) = (new CrestRule(table), table.Variables[0]);
            foreach (var gap in rule.Gaps)
            {
                var (from, to) = (column[gap.From], column[gap.To]);
                x.AddRange(Enumerable.Range(0, Places).Select(i => from + (to - from) * i / (Places - 1)));
                rules.Add(rule);
            }
            // Whole vectors; what is added is a gap of one value.
            while (x.Count % Vector<double>.Count != 0 || x.Count == groups[^1])
            {
                x.AddRange(Enumerable.Repeat(column.Max(), Places));
                rules.Add(null);
            }
        }
        _evaluator = new Evaluator(new PointTable([[.. x]], new double[x.Count]), [.. groups]);
        _rules = [.. rules];
    }

    /// <summary>Whether a law has no such crest or trough at the places looked at.</summary>
    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers)
    {
        if (_evaluator is null)
            return true;
        var values = _evaluator.Evaluate(tokens, numbers);
        for (var gap = 0; gap < _rules.Length; gap++)
        {
            var within = values.Slice(gap * Places, Places);
            var (low, high) = _rules[gap]?.Band(within[0], within[^1]) ?? (double.NegativeInfinity, double.PositiveInfinity);
            foreach (var value in within)
            {
                // NaN fails the comparisons.
                if (!(value >= low && value <= high))
                    return false;
            }
        }
        return true;
    }
}
