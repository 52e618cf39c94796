using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>What a rule chose of a front.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Formula">The formula; null where it chose none.</param>
/// <param name="HeldOut">Its root mean squared error on points held out of the search; infinite where it is not defined.</param>
/// <param name="IsLaw">Whether it is the law; null where nobody knows the law.</param>
public sealed record RuleChoice(ChoiceRule Rule, Expression? Formula, double HeldOut, bool? IsLaw);

/// <summary>What each rule chose of one front.</summary>
/// <param name="Problem">The table's name.</param>
/// <param name="Noise">Noise on the target as a share of its deviation; null of a real table.</param>
/// <param name="Run">The run, from 0.</param>
/// <param name="Least">
/// The least error of any formula of the front on the points held out, and no less than noise leaves of one fitted number:
/// beside a law of round numbers, which is exact, all else would be infinitely far.
/// </param>
/// <param name="Choices">What was chosen, one a rule.</param>
public sealed record ChoiceRun(string Problem, double? Noise, int Run, double Least, ImmutableArray<RuleChoice> Choices)
{
    // Share of the target's size: what is nearer is as near.
    private const double Rounding = 1e-10;

    /// <summary>Rules in the order in which they are told.</summary>
    public static ImmutableArray<ChoiceRule> Rules { get; } = [.. Enum.GetValues<ChoiceRule>()];

    /// <summary>How many times the least error a rule's is; 1 is the best there was.</summary>
    public double RatioOf(ChoiceRule rule) => Math.Max(1, Choices.First(c => c.Rule == rule).HeldOut / Least);

    /// <summary>Lets each rule choose.</summary>
    /// <param name="problem">The table's name.</param>
    /// <param name="noise">Noise on its target; null of a real table.</param>
    /// <param name="run">The run.</param>
    /// <param name="train">The table that was searched.</param>
    /// <param name="front">What was found.</param>
    /// <param name="held">Points held out, without noise where the law is known.</param>
    /// <param name="allows">What formulas must obey besides; null for nothing.</param>
    /// <param name="isLaw">Whether a formula is the law; null where nobody knows.</param>
    public static ChoiceRun Of(
        string problem, double? noise, int run, PointTable train, ImmutableArray<Candidate> front, PointTable held,
        Func<Expression, bool>? allows, Func<Expression, bool>? isLaw)
    {
        var (choice, unseen) = (new FrontChoice(train, front, allows), new Evaluator(held));
        ImmutableArray<RuleChoice> choices =
        [
            .. Rules.Select(rule => choice.Best(rule) is { } formula
                ? new RuleChoice(rule, formula, Error(formula), isLaw?.Invoke(formula))
                : new RuleChoice(rule, null, double.PositiveInfinity, isLaw is null ? null : false)),
        ];
        var rounding = Rounding * held.Target.Max(Math.Abs);
        var fitted = (noise ?? 0) * Deviation(held) / Math.Sqrt(train.Count);
        var least = front.Select(c => Error(c.Expression)).Concat(choices.Select(c => c.HeldOut))
            .DefaultIfEmpty(double.PositiveInfinity).Min();
        return new ChoiceRun(problem, noise, run, Math.Max(least, Math.Max(rounding, fitted)), choices);

        double Error(Expression formula)
        {
            var values = unseen.Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += (values[i] - held.Target[i]) * (values[i] - held.Target[i]);
            return double.IsFinite(sum) ? Math.Sqrt(sum / values.Length) : double.PositiveInfinity;
        }
    }

    private static double Deviation(PointTable points)
    {
        var mean = points.Target.Average();
        return Math.Sqrt(points.Target.Average(y => (y - mean) * (y - mean)));
    }
}
