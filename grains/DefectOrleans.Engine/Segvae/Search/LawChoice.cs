using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Laws;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Chooses of a front of laws by description length, or by the error at points left out. Laws are shortened first; one that
/// has a pole, a cusp or a crest between the points of a table, or of more tables than may be exceptions, is chosen only where
/// there is nothing else.
/// </summary>
public sealed class LawChoice
{
    // nats. What is further behind before it is shortened won't come up.
    private const double WorthShortening = 60;

    // nats. Of descriptions this close in length the simpler law is taken.
    private const double NoDifference = 2;

    // What an error at left-out points counts beside one at all points, and how close is as good.
    private const double LeftOutShare = 0.2, NoGain = 0.02;

    // nats. A base that becomes a rate takes a token more.
    private const double OneToken = 4;

    private readonly double _goodEnough;
    private readonly LawTables _tables;
    private readonly LawLength _lengths;
    private readonly TokenSet _positive;
    private readonly ImmutableArray<Entry> _entries;

    /// <summary>Measures a front.</summary>
    /// <param name="tables">The tables that the laws are for.</param>
    /// <param name="front">Laws.</param>
    /// <param name="allows">What the law of each table must obey besides, but for exceptions; null for nothing.</param>
    /// <param name="goodEnough">An error, in the target's unit, that is no reason for a longer law.</param>
    /// <param name="exceptions">How many tables may find a law wrong between or beyond their points.</param>
    public LawChoice(
        LawTables tables, IEnumerable<Candidate> front, Func<Expression, bool>? allows = null, double goodEnough = 0,
        int exceptions = 0)
    {
        _goodEnough = goodEnough;
        _tables = tables;
        _lengths = new LawLength(tables);
        var shortening = new LawShortening(tables);
        var variables = tables.Rows.Variables;
        _positive = TokenSet.Of(
            [.. Enumerable.Range(0, variables.Length).Where(k => variables[k].Min() > 0).Select(Token.VariableAt)]);
        BetweenPoints[] between = [.. tables.Tables.Select(table => new BetweenPoints(table))];
        Evaluator[] points = [.. tables.Tables.Select(table => new Evaluator(table))];
        DescribedLaw[] given = [.. front.Select(c => _lengths.Of(c.Expression))];
        var least = given.Select(law => law.Length.Total).DefaultIfEmpty(0).Min();
        _entries =
        [
            .. given
                .SelectMany(law => law.Length.Total < least + WorthShortening
                    ? [Canonical(_lengths.Of(shortening.Exactly(law.Expression))), Canonical(shortening.Shorten(law.Expression))]
                    : (DescribedLaw[])[law])
                .DistinctBy(law => law.Expression)
                .Select(law => (Law: law, Wrong: Members(law).Select((member, table) => allows?.Invoke(member) == false
                    || Cancellation.Of(member, points[table]) > Cancellation.LargestOfLaws).ToArray()))
                .Where(entry => entry.Wrong.Count(wrong => wrong) <= exceptions)
                .Select(entry => new Entry(entry.Law, Members(entry.Law)
                    .Where((member, table) => entry.Wrong[table]
                        || !between[table].Accepts(member.Tokens.AsSpan(), member.Constants.AsSpan()))
                    .Count() <= exceptions)),
        ];
    }

    private sealed record Entry(DescribedLaw Law, bool IsSensible);

    /// <summary>The law that a rule chooses, <see cref="ChoiceRule.DescriptionLength"/> or <see cref="ChoiceRule.LeftOut"/>;
    /// null of an empty front.</summary>
    public DescribedLaw? Best(ChoiceRule rule)
    {
        var sensible = _entries.Any(e => e.IsSensible);
        DescribedLaw[] laws =
        [
            .. _entries.Where(e => e.IsSensible == sensible).Select(e => e.Law)
                .OrderBy(law => LawComplexity.Of(law.Expression.Tokens.AsSpan(), law.Tables)),
        ];
        if (laws.Length == 0)
            return null;
        return rule == ChoiceRule.LeftOut ? LeftOut(laws) : Shortest(laws);
    }

    /// <summary>The law as a person would write it, unless its description is longer by more than that.</summary>
    private DescribedLaw Canonical(DescribedLaw law)
    {
        var variables = _tables.Rows.Variables.Length;
        if (variables + law.Own > Token.VariableCount
            || CanonicalLaw.Of(law.Expression, law.Tables, variables, _positive) is not { } written)
            return law;
        var described = _lengths.Of(written);
        var slack = NoDifference + OneToken * CanonicalForm.Bases(LawText.WithLetters(law.Expression, law.Tables, variables));
        return described.Length.Total <= law.Length.Total + slack ? described : law;
    }

    private static DescribedLaw Shortest(DescribedLaw[] laws)
    {
        var least = laws.Min(law => law.Length.Total);
        return laws.First(law => law.Length.Total <= least + NoDifference);
    }

    /// <summary>The simplest of laws that are as good as any on their points and on those left out.</summary>
    private DescribedLaw LeftOut(DescribedLaw[] laws)
    {
        var rows = new LeftOutRows(_tables);
        var errors = laws
            .Select(law => (Law: law, Error: rows.FitErrorOf(law.Expression) + LeftOutShare * rows.ErrorOf(law.Expression)))
            .ToArray();
        var least = Math.Max(errors.Min(e => e.Error), _goodEnough);
        return errors.First(e => !(e.Error > (1 + NoGain) * least)).Law;
    }

    /// <summary>All laws looked at, the shortest description first, with whether they are sensible between the points.</summary>
    public IEnumerable<(DescribedLaw Law, bool IsSensible)> All() =>
        _entries.OrderBy(e => e.Law.Length.Total).Select(e => (e.Law, e.IsSensible));

    private static IEnumerable<Expression> Members(DescribedLaw law) => Enumerable.Range(0, law.Tables).Select(law.MemberOf);
}
