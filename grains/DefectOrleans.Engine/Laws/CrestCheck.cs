using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// Looks whether a law of one variable rises or falls between neighbouring points beyond both by more than a quarter of its
/// table's range, at a few places of each gap. One per thread; does not allocate once warm.
/// </summary>
internal sealed class CrestCheck
{
    private const int Places = 10;

    private readonly Evaluator? _evaluator;
    private readonly double[] _crests = [];

    public CrestCheck(LawTables tables)
    {
        if (tables.Rows.Variables.Length > 1)
            return;
        var (x, groups, crests) = (new List<double>(), new List<int>(), new List<double>());
        foreach (var table in tables.Tables)
        {
            groups.Add(x.Count);
            double[] at = [.. table.Variables[0].Distinct().Order()];
            var crest = LawTables.Overshoot * (table.Target.Max() - table.Target.Min());
            foreach (var (from, to) in at.Zip(at.Skip(1)))
            {
                x.AddRange(Enumerable.Range(0, Places).Select(i => from + (to - from) * i / (Places - 1)));
                crests.Add(crest);
            }
            // Whole vectors; what is added is a gap of one value.
            while (x.Count % System.Numerics.Vector<double>.Count != 0 || x.Count == groups[^1])
            {
                x.AddRange(Enumerable.Repeat(at[^1], Places));
                crests.Add(double.PositiveInfinity);
            }
        }
        _evaluator = new Evaluator(new PointTable([[.. x]], new double[x.Count]), [.. groups]);
        _crests = [.. crests];
    }

    /// <summary>Whether a law has no such crest or trough at the places looked at.</summary>
    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers)
    {
        if (_evaluator is null)
            return true;
        var values = _evaluator.Evaluate(tokens, numbers);
        for (var gap = 0; gap < _crests.Length; gap++)
        {
            var within = values.Slice(gap * Places, Places);
            var (low, high) = (Math.Min(within[0], within[^1]) - _crests[gap], Math.Max(within[0], within[^1]) + _crests[gap]);
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
