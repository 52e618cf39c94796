using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// A three-body formula ready to be evaluated, with the range that it was learned on. Beyond that range nobody knows it: it
/// is taken at the range's far edge, and dies out with the distance from there in each of its arguments, so that no
/// polynomial runs away. Immutable.
/// </summary>
internal sealed class LearnedTriple
{
    private static readonly string[] Names = ["a", "b", "c"];

    // Å. Relaxed sites and rounding move distances a little; that is no new arrangement.
    private const double RangeTolerance = 0.1;

    // Å. Beyond its range a term is 1/e after so much in one of its distances.
    private const double Fading = 2;

    private readonly CompiledFormula _formula;
    private readonly double[] _nearest, _farthest;

    /// <param name="learned">The formula.</param>
    /// <param name="nearest">The shortest distance that the book learned anything of, Å, for formulas that don't say
    /// theirs.</param>
    /// <param name="farthest">The longest, Å.</param>
    public LearnedTriple(TripleFormula learned, double nearest, double farthest)
    {
        _formula = new CompiledFormula(FormulaText.Parse(learned.Chosen.Text, Names));
        _nearest = learned.Nearest is { Count: 3 } from ? [.. from] : [nearest, nearest, nearest];
        _farthest = learned.Farthest is { Count: 3 } to ? [.. to] : [farthest, farthest, farthest];
        Kinds = learned.Kinds;
    }

    /// <summary>The class, such as <c>V_Mo|V_S|V_S</c>.</summary>
    public string Kinds { get; }

    /// <summary>The range as people read it.</summary>
    public string Range => string.Create(
        CultureInfo.InvariantCulture,
        $"{_nearest[0]:0.00}–{_farthest[0]:0.00}, {_nearest[1]:0.00}–{_farthest[1]:0.00} and "
            + $"{_nearest[2]:0.00}–{_farthest[2]:0.00} Å");

    /// <summary>The energy at three distances in Å, in any order, eV.</summary>
    /// <param name="one">A distance.</param>
    /// <param name="two">A distance.</param>
    /// <param name="three">A distance.</param>
    /// <param name="outside">How far they are outside the range together, Å; 0 within.</param>
    public double At(double one, double two, double three, out double outside)
    {
        Span<double> distances = [one, two, three];
        distances.Sort();
        double beyond = 0, below = 0;
        for (var i = 0; i < distances.Length; i++)
        {
            below += Math.Max(0, _nearest[i] - distances[i]);
            beyond += Math.Max(0, distances[i] - _farthest[i]);
            distances[i] = Math.Min(_farthest[i], distances[i]);
        }
        outside = beyond + below <= RangeTolerance ? 0 : beyond + below;
        var value = _formula.Invoke(distances[..Math.Min(distances.Length, _formula.VariableCount)]);
        return beyond == 0 ? value : value * Math.Exp(-beyond / Fading);
    }

    /// <inheritdoc cref="At(double, double, double, out double)"/>
    public double At(double one, double two, double three) => At(one, two, three, out _);
}
