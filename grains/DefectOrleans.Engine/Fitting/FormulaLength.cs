using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Fitting;

/// <summary>A formula and what saying a table by it takes.</summary>
/// <param name="Expression">The formula.</param>
/// <param name="Length">Its description length, nats.</param>
/// <param name="MeanSquare">Weighted mean of its squared errors.</param>
/// <param name="Fitted">How many of its numbers are fitted.</param>
public sealed record DescribedFormula(Expression Expression, DescriptionLength Length, double MeanSquare, int Fitted);

/// <summary>
/// The description length of formulas on one table, in standard units (see <see cref="TableScale"/>). Where points were
/// measured more than once, what they differ by is the noise; else the misfit is that of a noise not known. One per thread.
/// </summary>
public sealed class FormulaLength
{
    // A law without noise leaves the rounding of its points.
    private const double ExactShare = 1e-20, RoundingShare = 8 * 2.2e-16;

    // Fewer repeats say little of the noise.
    private const int FewestRepeats = 5;

    // A round number may be this many standard errors off before the fit that decides.
    private const double FarthestRound = 4;

    private static readonly FitOptions Fit = new() { MaxIterations = 60 };

    private readonly PointTable _points;
    private readonly Evaluator _evaluator;
    private readonly LevenbergMarquardt _fit;

    /// <summary>Takes a table in standard units.</summary>
    public FormulaLength(PointTable points)
    {
        _points = points;
        _evaluator = new Evaluator(points);
        _fit = new LevenbergMarquardt(_evaluator);
        Rounding = RoundingOf(points);
        var (squares, freedom) = PureError(points);
        Noise = freedom >= FewestRepeats && squares / freedom > Rounding ? Math.Sqrt(squares / freedom) : null;
    }

    /// <summary>Standard deviation of the noise where repeated points tell it, in the target's unit.</summary>
    public double? Noise { get; }

    /// <summary>Mean square that is nothing but rounding.</summary>
    public double Rounding { get; }

    /// <summary>The mean squared error of a formula that leaves nothing but rounding, in the target's unit squared.</summary>
    public static double RoundingOf(PointTable points)
    {
        var mean = points.Target.Average();
        var rounding = RoundingShare * points.Target.Max(Math.Abs);
        return Math.Max(ExactShare * points.Target.Average(y => (y - mean) * (y - mean)), rounding * rounding);
    }

    /// <summary>The length of a formula as it stands.</summary>
    public DescribedFormula Of(Expression formula) => Describe(formula, out _);

    /// <summary>
    /// The shortest that a formula becomes: numbers below their own precision are 0, those near a round number are round
    /// where that is shorter, and the rest are fitted anew each time.
    /// </summary>
    public DescribedFormula Shorten(Expression formula)
    {
        var best = Describe(Refitted(formula), out var errors);
        if (Of(formula) is var before && !(best.Length.Total <= before.Length.Total))
            best = Describe(before.Expression, out errors);
        while (Shorter(best, errors) is { } shorter)
            best = Describe(shorter.Expression, out errors);
        return best;
    }

    /// <summary>The formula with what is round to its last digits round to the last one.</summary>
    internal static Expression Exactly(Expression formula)
    {
        for (var j = 0; j < formula.Constants.Length; j++)
        {
            var round = RoundNumber.Exactly(formula.Constants[j]);
            // Simplified it may have fewer numbers: begin anew.
            if (round != formula.Constants[j])
                (formula, j) = (With(formula, j, round), -1);
        }
        return formula;
    }

    /// <summary>
    /// Standard errors of a formula's numbers in the order of its constants, from the Fisher matrix at them, the other numbers
    /// free: 0 of a round one, which is not fitted; infinite where no point tells. Of a noise that is not known the fit has
    /// taken its share, n − p degrees of freedom being left.
    /// </summary>
    public ImmutableArray<double> ErrorsOf(Expression formula)
    {
        var described = Describe(formula, out var errors);
        var left = _points.Count - described.Fitted;
        var share = Noise is not null ? 1 : left > 0 ? Math.Sqrt((double)_points.Count / left) : double.PositiveInfinity;
        return [.. errors.Select(error => error == 0 ? 0 : error * share)];
    }

    private DescribedFormula? Shorter(DescribedFormula from, double[] errors)
    {
        DescribedFormula? best = null;
        for (var j = 0; j < from.Expression.Constants.Length; j++)
        {
            var value = from.Expression.Constants[j];
            if (errors[j] == 0)
                continue;
            foreach (var round in RoundNear(value, errors[j]))
            {
                if (!(Math.Abs(value - round) <= Math.Max(FarthestRound * errors[j], 1e-9 * Math.Abs(value))))
                    continue;
                var trial = Of(Refitted(With(from.Expression, j, round)));
                if (trial.Length.Total < (best ?? from).Length.Total - 1e-9)
                    best = trial;
            }
        }
        return best;
    }

    /// <summary>
    /// Round numbers; decimals of few digits only where points have no noise, for else all that they leave is such a one.
    /// </summary>
    private static IEnumerable<double> RoundNear(double value, double error)
    {
        const double NoNoise = 1e-8;
        const int FewDigits = 6;
        var numbers = ConstantSnapping.RoundNumbers(value, largestDenominator: 6).Select(round => round.Value);
        return error > NoNoise * Math.Abs(value)
            ? numbers
            : numbers.Append(
                double.Parse(value.ToString($"G{FewDigits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary>The formula with a round number, simplified.</summary>
    private static Expression With(Expression formula, int constant, double round)
    {
        var part = Expression.Number(round);
        var at = -1;
        for (var seen = -1; seen < constant;)
            seen += formula.Tokens[++at] == Token.Constant ? 1 : 0;
        return Simplification.Simplify(part.Constants.IsEmpty
            ? new(formula.Tokens.SetItem(at, part.Tokens[0]), formula.Constants.RemoveAt(constant))
            : formula with { Constants = formula.Constants.SetItem(constant, round) });
    }

    /// <summary>The formula with its numbers fitted; those that are round already stay.</summary>
    private Expression Refitted(Expression formula)
    {
        int[] open = [.. Enumerable.Range(0, formula.Constants.Length).Where(j => !IsRound(formula.Constants[j]))];
        double[] constants = [.. formula.Constants];
        return _fit.Fit(formula.Tokens.AsSpan(), constants, open, Fit).IsFinite
            ? formula with { Constants = [.. constants] }
            : formula;
    }

    private static bool IsRound(double number) => RoundNumber.Length(number) < RoundNumber.AllDigits;

    /// <param name="formula">The formula.</param>
    /// <param name="errors">Standard errors of its fitted numbers; 0 for those that are round.</param>
    private DescribedFormula Describe(Expression formula, out double[] errors)
    {
        var (n, p) = (_points.Count, formula.Constants.Length);
        errors = new double[p];
        var (values, jacobian) = (new double[n], new double[n * p]);
        _evaluator.EvaluateWithJacobian(formula.Tokens.AsSpan(), formula.Constants.AsSpan(), values, jacobian);
        // Where x is 0, x^p does not change with p, but the chain rule meets ln 0.
        for (var i = 0; i < jacobian.Length; i++)
            jacobian[i] = double.IsFinite(jacobian[i]) ? jacobian[i] : 0;
        var unit = n / _points.TotalWeight;
        var squares = 0.0;
        for (var i = 0; i < n; i++)
            squares += unit * _points.Weights[i] * (values[i] - _points.Target[i]) * (values[i] - _points.Target[i]);
        if (!double.IsFinite(squares))
            return new(formula, new(double.PositiveInfinity, 0, 0), double.PositiveInfinity, p);

        var variance = Noise is { } noise ? noise * noise : Math.Max(squares / n, Rounding);
        int[] open = [.. Enumerable.Range(0, p).Where(j => !IsRound(formula.Constants[j]))];
        var normal = new double[open.Length * open.Length];
        for (var a = 0; a < open.Length; a++)
        {
            for (var b = 0; b < open.Length; b++)
            {
                for (var i = 0; i < n; i++)
                    normal[a * open.Length + b] +=
                        unit * _points.Weights[i] * jacobian[open[a] * n + i] * jacobian[open[b] * n + i] / variance;
            }
        }
        double[] fisher = [.. Enumerable.Range(0, open.Length).Select(a => normal[a * open.Length + a])];
        var standard = new double[open.Length];
        StandardErrors.Of(normal, standard);
        for (var a = 0; a < open.Length; a++)
            errors[open[a]] = standard[a];
        var misfit = Noise is { } sigma
            ? DescriptionLength.KnownMisfitOf(squares, n, sigma)
            : DescriptionLength.MisfitOf(squares, n, Rounding);
        double[] fitted = [.. open.Select(j => formula.Constants[j])];
        double[] round = [.. formula.Constants.Where(IsRound)];
        return new(
            formula, DescriptionLength.Of(misfit, formula.Tokens.AsSpan(), fitted, fisher, round), squares / n, open.Length);
    }

    /// <summary>Sum of squares of equal points about their means, and its degrees of freedom.</summary>
    private static (double Squares, int Freedom) PureError(PointTable points)
    {
        var unit = points.Count / points.TotalWeight;
        var (squares, freedom) = (0.0, 0);
        var rows = Enumerable.Range(0, points.Count).Where(i => points.Weights[i] > 0);
        foreach (var group in rows.GroupBy(i =>
            string.Join(' ', points.Variables.Select(column => BitConverter.DoubleToInt64Bits(column[i] + 0.0)))))
        {
            int[] same = [.. group];
            var mean = same.Sum(i => points.Weights[i] * points.Target[i]) / same.Sum(i => points.Weights[i]);
            squares += same.Sum(i => unit * points.Weights[i] * (points.Target[i] - mean) * (points.Target[i] - mean));
            freedom += same.Length - 1;
        }
        return (squares, freedom);
    }
}
