using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Segvae.Expressions;

namespace DefectOrleans.Engine.Composition;

/// <summary>A chosen pair formula ready to be evaluated, with the range that it was learned on.</summary>
internal sealed class LearnedPair
{
    // Relaxed sites and rounding move distances a little; that is no new shell.
    private const double RangeTolerance = 0.1;

    // A normal distribution's standard deviation over its mean absolute deviation.
    private const double DeviationOfMean = 1.2533;

    private readonly CompiledFormula _formula;
    private readonly PairFormula _learned;
    private readonly double _nearest, _farthest;

    public LearnedPair(PairFormula learned)
    {
        _learned = learned;
        _formula = new CompiledFormula(FormulaText.Parse(learned.Chosen.Text, ["r"]));
        _nearest = learned.Table.Count == 0 ? 0 : learned.Table[0].Distance;
        _farthest = learned.Table.Count == 0 ? double.PositiveInfinity : learned.Table[^1].Distance;
        Deviation = DeviationOfMean * (learned.Chosen.LeftOutError ?? learned.Chosen.MeanAbsoluteError);
    }

    /// <summary>Expected error of a value, one standard deviation, eV.</summary>
    public double Deviation { get; }

    /// <summary>The formula's value at a distance in Å, eV.</summary>
    public double Value(double distance) => _formula.Invoke(distance);

    /// <summary>Whether a distance in Å lies beyond those that the formula was learned on.</summary>
    public bool IsOutside(double distance) => !(distance >= _nearest - RangeTolerance && distance <= _farthest + RangeTolerance);

    public void WarnOutside(double distance, List<string> warnings)
    {
        if (!IsOutside(distance))
            return;
        warnings.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{_learned.PairType} at {distance:0.00} Å lies outside the learned range {_nearest:0.00}–{_farthest:0.00} Å"));
    }
}
