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
    private readonly int[] _tableOf = [];

    public CrestCheck(LawTables tables)
    {
        if (tables.Rows.Variables.Length > 1)
            return;
        var (x, groups, rules, tableOf) = (new List<double>(), new List<int>(), new List<CrestRule?>(), new List<int>());
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
            tableOf.AddRange(Enumerable.Repeat(groups.Count - 1, rules.Count - tableOf.Count));
        }
        _evaluator = new Evaluator(new PointTable([[.. x]], new double[x.Count]), [.. groups]);
        (_rules, _tableOf) = ([.. rules], [.. tableOf]);
    }

    /// <summary>Marks the tables where a law has such a crest or trough at the places looked at.</summary>
    /// <param name="tokens">The law.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="crests">One for each table; left as they are where there are none.</param>
    public void Mark(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers, Span<bool> crests)
    {
        if (_evaluator is null)
            return;
        var values = _evaluator.Evaluate(tokens, numbers);
        for (var gap = 0; gap < _rules.Length; gap++)
        {
            var within = values.Slice(gap * Places, Places);
            var (low, high) = _rules[gap]?.Band(within[0], within[^1]) ?? (double.NegativeInfinity, double.PositiveInfinity);
            foreach (var value in within)
            {
                // NaN fails the comparisons.
                crests[_tableOf[gap]] |= !(value >= low && value <= high);
            }
        }
    }
}
