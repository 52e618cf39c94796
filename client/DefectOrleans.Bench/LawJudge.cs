using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Bench;

/// <summary>
/// Whether one formula is a problem's law, or differs from it by a constant or a factor, as SRBench counts solutions
/// (La Cava et al. 2021, arXiv 2107.14351). There a computer algebra system decides; here values do, on many points of the
/// law's domain. Without noise the formula has to agree as it stands. With noise its numbers can't be exact: then its form
/// counts, which has to be the law's when its numbers are fitted, from where they are, to the law itself. A form with terms to
/// spare would pass too, so a complexity beyond that of the law is refused. What agrees because it approximates the law, such
/// as a few terms of a series, is told by its values beyond the domain.
/// </summary>
public sealed class LawJudge
{
    private const int Points = 1000;

    // Shares of the law's distance from its median.
    private const double Same = 1e-6, SameOnceFitted = 1e-9;

    // A number where the law has none, or another grouping of terms.
    private const int MoreComplex = 6;

    // Numbers bent to noise may leave a root or logarithm undefined at the domain's edge.
    private const double LeastDefined = 0.9;

    private readonly bool _noisy;
    private readonly int _mostComplex;
    private readonly LawSample _domain, _beyond;

    /// <summary>A judge for the runs of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="noise">Noise that formulas were found under; 0 for none.</param>
    /// <param name="seed">Drives the points.</param>
    public LawJudge(BenchmarkProblem problem, double noise, ulong seed)
    {
        _noisy = noise > 0;
        _mostComplex = Spelling.In(problem.Operators, problem.Formula).Complexity + MoreComplex;
        _domain = new LawSample(problem.Draw(Points, noise: 0, seed));
        _beyond = new LawSample(problem.Wider().Draw(Points, noise: 0, seed));
    }

    /// <summary>Whether a formula is the law.</summary>
    public bool IsLaw(Expression formula) =>
        (!_noisy || formula.Complexity <= _mostComplex)
        && Readings(formula).Any(reading => (_noisy || _domain.Agrees(_domain.Values(reading), Same)) && IsForm(Fitted(reading)));

    private bool IsForm(Expression fitted)
    {
        var beyond = _beyond.Values(fitted);
        return _domain.Agrees(_domain.Values(fitted), SameOnceFitted)
            && _beyond.Agrees(beyond, Same, _beyond.Defined(beyond));
    }

    /// <summary>The formula, and what it is with a constant or a factor more.</summary>
    private IEnumerable<Expression> Readings(Expression formula)
    {
        yield return formula;
        var values = _domain.Values(formula);
        var defined = _domain.Defined(values);
        if (defined.Length < LeastDefined * Points)
            yield break;
        var target = _domain.Law.Target;
        var constant = Quantiles.Median(defined.Select(i => target[i] - values[i]));
        yield return Expression.Apply(Token.Add, new Expression([Token.Constant], [constant]), formula);
        double[] ratios = [.. defined.Where(i => values[i] != 0).Select(i => target[i] / values[i])];
        if (ratios.Length > 0 && Quantiles.Median(ratios) is var factor && double.IsFinite(factor) && factor != 0)
            yield return Expression.Apply(Token.Multiply, new Expression([Token.Constant], [factor]), formula);
    }

    /// <summary>The formula with its numbers fitted to the law, from where they are.</summary>
    private Expression Fitted(Expression formula)
    {
        var defined = _domain.Defined(_domain.Values(formula));
        if (formula.Constants.IsEmpty || defined.Length < LeastDefined * Points)
            return formula;
        var points = new PointTable(
            [.. _domain.Law.Variables.Select(column => defined.Select(i => column[i]).ToArray())],
            [.. defined.Select(i => _domain.Law.Target[i])],
            [.. defined.Select(i => 1 / (_domain.Scale[i] * _domain.Scale[i]))]);
        double[] constants = [.. formula.Constants];
        new LevenbergMarquardt(new Evaluator(points)).Fit(formula.Tokens.AsSpan(), constants, new FitOptions());
        return formula with { Constants = [.. constants] };
    }
}
