using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Predictions;

/// <summary>A chosen pair formula ready to be evaluated, with the range that it was learned on.</summary>
internal sealed class LearnedPair
{
    // Relaxed sites and rounding move distances a little; that is no new shell.
    private const double RangeTolerance = 0.1;

    // Å. Distances of one shell in several cells of a crystal.
    private const double OneShell = 0.02;

    // A normal distribution's standard deviation over its mean absolute deviation.
    private const double DeviationOfMean = 1.2533;

    // Formulas of the front this many times worse than the best are no alternatives.
    private const double AlternativeError = 1.5;

    private readonly CompiledFormula _formula;
    private readonly CompiledFormula[] _alternatives;
    private readonly double _deviation;
    private readonly PairFormula _learned;
    private readonly double _nearest, _farthest;

    public LearnedPair(PairFormula learned)
    {
        _learned = learned;
        _formula = new CompiledFormula(FormulaText.Parse(learned.Chosen.Text, ["r"]));
        _nearest = learned.Table.Count == 0 ? 0 : learned.Table[0].Distance;
        _farthest = learned.Table.Count == 0 ? double.PositiveInfinity : learned.Table[^1].Distance;
        _deviation = DeviationOfMean * ErrorOf(learned.Chosen);
        var most = AlternativeError * learned.Front.Select(ErrorOf).DefaultIfEmpty().Min();
        _alternatives = [.. learned.Front
            .Where(f => f.Text != learned.Chosen.Text && ErrorOf(f) <= most)
            .Select(f => new CompiledFormula(FormulaText.Parse(f.Text, ["r"])))];
    }

    /// <summary>The formula's value at a distance in Å, eV.</summary>
    public double Value(double distance) => _formula.Invoke(distance);

    /// <summary>The value that the table under the formula has for a distance in Å, eV; null where it has none.</summary>
    public double? Tabled(double distance) =>
        _learned.Table.FirstOrDefault(point => Math.Abs(point.Distance - distance) <= OneShell)?.Value;

    /// <summary>Whether a distance in Å lies beyond those that the formula was learned on.</summary>
    public bool IsOutside(double distance) => !(distance >= _nearest - RangeTolerance && distance <= _farthest + RangeTolerance);

    /// <summary>
    /// Expected error of a value, one standard deviation, eV: what left-out points showed, and how far the formulas of the
    /// islands' common front that are about as good lie from the chosen one. Outside the learned range it grows with the
    /// distance from there, and takes all that the formula says beside its value there for uncertain.
    /// </summary>
    public double Deviation(double distance)
    {
        if (!IsOutside(distance))
            return Within(distance);
        var edge = Math.Clamp(distance, _nearest, _farthest);
        var (spread, change) = (Within(distance) * (1 + Math.Abs(distance - edge)), Value(distance) - Value(edge));
        return Math.Sqrt(spread * spread + change * change);
    }

    private double Within(double distance)
    {
        if (_alternatives.Length == 0)
            return _deviation;
        var (value, sum) = (Value(distance), 0.0);
        foreach (var alternative in _alternatives)
        {
            var off = alternative.Invoke(distance) - value;
            sum += off * off;
        }
        return Math.Sqrt(_deviation * _deviation + sum / _alternatives.Length);
    }

    public void WarnOutside(double distance, List<string> warnings)
    {
        if (!IsOutside(distance))
            return;
        warnings.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{_learned.PairType} at {distance:0.00} Å lies outside the learned range {_nearest:0.00}–{_farthest:0.00} Å"));
    }

    private static double ErrorOf(Formula formula) => formula.LeftOutError ?? formula.MeanAbsoluteError;
}
