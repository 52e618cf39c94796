using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Chooses of a table's front, and keeps of it what users should see. Formulas are shortened first and written as a person
/// would; those with a pole, a cusp or a crest between the points are chosen only where there is nothing else.
/// </summary>
public sealed class FrontChoice
{
    private const int MostShown = 10;

    // As PySR counts: candidates have at most this many times the least error.
    private const double LeastErrorFactor = 1.5;

    // nats. What is further behind before its numbers are rounded won't come up.
    private const double WorthShortening = 40;

    // nats. Descriptions this close in length are as good as each other: x + x + x has fewer kinds of tokens than 3·x.
    private const double NoDifference = 2;

    // nats. Base e and a rate take a token more than a base, which is no reason to read 0.27^x.
    private const double OneToken = 4;

    private readonly PointTable _points;
    private readonly TableScale _scale;
    private readonly FormulaLength _lengths;
    private readonly Func<Expression, bool>? _allows;
    private readonly TokenSet _positive;
    private readonly ImmutableArray<Entry> _entries;

    /// <summary>Measures a front.</summary>
    /// <param name="points">The table, in its own units.</param>
    /// <param name="front">Formulas in the table's own units.</param>
    /// <param name="allows">What a formula must obey besides, in the table's own units; null for nothing.</param>
    public FrontChoice(PointTable points, IEnumerable<Candidate> front, Func<Expression, bool>? allows = null)
    {
        _scale = TableScale.Of(points);
        _points = _scale.Standard(points);
        _lengths = new FormulaLength(_points);
        _allows = allows;
        _positive = PositiveOf(points);
        var between = new BetweenPoints(_points);
        DescribedFormula[] given = [.. front.Select(c => Canonical(_lengths.Of(_scale.Standard(c.Expression))))];
        var least = given.Select(g => g.Length.Total).DefaultIfEmpty(0).Min();
        _entries =
        [
            .. given
                .SelectMany(g =>
                    g.Length.Total < least + WorthShortening
                        ? [g, Canonical(_lengths.Shorten(g.Expression))]
                        : (DescribedFormula[])[g])
                .DistinctBy(g => g.Expression)
                .Select(g =>
                    new Entry(g, Written(_scale.Restore(g.Expression), points),
                        between.Accepts(g.Expression.Tokens.AsSpan(), g.Expression.Constants.AsSpan())))
                .Where(entry => IsAllowed(entry.Formula)),
        ];
    }

    /// <summary>The canonical form, unless its description is longer or breaks a rule that the other keeps.</summary>
    private DescribedFormula Canonical(DescribedFormula given)
    {
        var form = FormulaLength.Exactly(CanonicalForm.Of(FormulaLength.Exactly(given.Expression), _positive));
        var canonical = _lengths.Of(CanonicalForm.Of(form, _positive));
        var slack = NoDifference + OneToken * CanonicalForm.Bases(given.Expression);
        return canonical.Length.Total <= given.Length.Total + slack
            && (IsAllowed(_scale.Restore(canonical.Expression)) || !IsAllowed(_scale.Restore(given.Expression)))
            ? canonical
            : given;
    }

    /// <summary>In the table's own units numbers may merge that did not in standard ones.</summary>
    private Expression Written(Expression formula, PointTable points)
    {
        var canonical = _scale.IsNone ? formula : CanonicalForm.Of(formula, _positive);
        var most = formula.Complexity + CanonicalForm.Bases(formula);
        var ordered = TermOrder.LargestFirst(canonical.Complexity <= most ? canonical : formula, points);
        return IsAllowed(ordered) ? ordered : formula;
    }

    private static TokenSet PositiveOf(PointTable points)
    {
        var positive = new TokenSet(0);
        for (var k = 0; k < points.Variables.Length; k++)
            positive = points.Variables[k].All(x => x > 0) ? positive.With(Token.VariableAt(k)) : positive;
        return positive;
    }

    private bool IsAllowed(Expression formula) => _allows?.Invoke(formula) != false;

    private sealed record Entry(DescribedFormula Described, Expression Formula, bool IsSensible)
    {
        public int Complexity => Formula.Complexity;

        public double Length => Described.Length.Total;
    }

    /// <summary>The formula that a rule chooses; null of an empty front.</summary>
    public Expression? Best(ChoiceRule rule = ChoiceRule.DescriptionLength)
    {
        // A rule of errors alone takes what stands on the front, sensible or not: that is what it is.
        Entry[] all =
            [.. rule == ChoiceRule.DescriptionLength && _entries.Any(e => e.IsSensible)
                ? _entries.Where(e => e.IsSensible)
                : _entries];
        all = [.. all.OrderBy(e => e.Complexity).ThenBy(e => e.Length)];
        if (all.Length == 0)
            return null;
        return rule switch
        {
            ChoiceRule.LeftOut => LeftOut(all),
            ChoiceRule.SteepestFall => Steepest(all).Formula,
            ChoiceRule.FractionalBayes => all.MinBy(Bayes)!.Formula,
            ChoiceRule.Bayesian => all.MinBy(e => _points.Count * Log(e) + e.Described.Fitted * Math.Log(_points.Count))!.Formula,
            _ => Shortest(all).Formula,
        };
    }

    /// <summary>The formulas that rise or fall nowhere between the points beyond what these tell.</summary>
    public IEnumerable<Expression> Sensible() => _entries.Where(e => e.IsSensible).Select(e => e.Formula);

    /// <summary>
    /// What description length can't reject: of each complexity the shortest description, as far as it is nearer to the
    /// points than all that is simpler; at most ten, simplest first, the chosen one among them.
    /// </summary>
    public ImmutableArray<Expression> Shown()
    {
        var best = Best();
        var front = new List<Entry>();
        foreach (var entry in _entries.OrderBy(e => e.Complexity).ThenBy(ErrorOf).ThenBy(e => e.Length))
        {
            if ((entry.IsSensible || _entries.All(e => !e.IsSensible))
                && front.All(f => ErrorOf(entry) < (1 - 1e-9) * ErrorOf(f)
                    && (f.Complexity < entry.Complexity || entry.Length < f.Length)))
                front.Add(entry);
        }
        var kept = front.OrderBy(e => e.Formula == best ? double.NegativeInfinity : e.Length).Take(MostShown)
            .Select(e => e.Formula).ToList();
        if (best is not null && !kept.Contains(best))
            kept = [best, .. kept.Take(MostShown - 1)];
        return [.. kept.OrderBy(f => f.Complexity)];
    }

    /// <summary>The description length of a formula that <see cref="Shown"/> gives, nats; differences count alone.</summary>
    public double LengthOf(Expression formula) => _entries.First(entry => entry.Formula.Equals(formula)).Length;

    private static Entry Shortest(Entry[] all)
    {
        var least = all.Min(e => e.Length);
        return all.First(e => e.Length <= least + NoDifference);
    }

    private double Log(Entry entry) => Math.Log(ErrorOf(entry));

    /// <summary>The mean square; what is nothing but rounding is as good as what leaves less of it.</summary>
    private double ErrorOf(Entry entry) => Math.Max(entry.Described.MeanSquare, _lengths.Rounding);

    /// <summary>−log of the fractional marginal likelihood, b = 1/√n of the points in place of a prior.</summary>
    private double Bayes(Entry entry)
    {
        var b = 1 / Math.Sqrt(_points.Count);
        return 0.5 * (1 - b) * _points.Count * Log(entry) - 0.5 * entry.Described.Fitted * Math.Log(b);
    }

    private Expression? LeftOut(Entry[] all)
    {
        if (all.FirstOrDefault(e => e.Described.MeanSquare <= FormulaLength.RoundingOf(_points)) is { } exact)
            return exact.Formula;
        var rated = FormulaChoice.Rate(
            _points, all.Select(e => new Candidate(e.Described.Expression, e.Described.MeanSquare, e.Complexity)));
        return FormulaChoice.Choose(rated) is { } chosen ? all[rated.IndexOf(chosen)].Formula : null;
    }

    private Entry Steepest(Entry[] all)
    {
        var front = new List<Entry>();
        foreach (var entry in all.OrderBy(e => e.Complexity).ThenBy(e => e.Described.MeanSquare))
        {
            if (front.Count == 0
                || (entry.Complexity > front[^1].Complexity && entry.Described.MeanSquare < front[^1].Described.MeanSquare))
                front.Add(entry);
        }
        var least = front.Min(e => Math.Max(e.Described.MeanSquare, FormulaLength.RoundingOf(_points)));
        return front.Select((entry, i) =>
            (entry, Score: i == 0 ? 0 : (Log(front[i - 1]) - Log(entry)) / (entry.Complexity - front[i - 1].Complexity)))
            .Where(e => e.entry.Described.MeanSquare <= LeastErrorFactor * least).MaxBy(e => e.Score).entry;
    }
}
