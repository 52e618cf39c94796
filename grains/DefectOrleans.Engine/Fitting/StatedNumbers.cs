using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Fitting;

/// <summary>
/// A formula's numbers to the digits that a table determines: each to its standard error, and to more digits where rounding
/// would cost the fit more than a fiftieth of its error, as it does where errors of numbers go together.
/// </summary>
/// <param name="Formula">The formula, every digit kept.</param>
/// <param name="StandardErrors">
/// In the order of its constants; 0 of a round number, which is not fitted, infinite where no point tells.
/// </param>
/// <param name="Rounded">The formula with the numbers that are shown.</param>
/// <param name="Texts">The numbers as text, such as 1.85(3).</param>
public sealed record StatedNumbers(
    Expression Formula, ImmutableArray<double> StandardErrors, Expression Rounded, ImmutableArray<string> Texts)
{
    private const double WorstCost = 0.02;

    private const int MostDigits = 17;

    /// <summary>States the numbers of a formula that was fitted to a table, both in the table's units.</summary>
    public static StatedNumbers Of(PointTable points, Expression formula)
    {
        if (formula.Constants.IsEmpty)
            return new(formula, [], formula, []);
        var errors = ErrorsOf(points, formula);
        var evaluator = new Evaluator(points);
        var rounding = Math.Sqrt(FormulaLength.RoundingOf(points));
        var exact = RootMeanSquare(points, evaluator, formula);
        var isExact = !(exact > rounding);
        int[] places =
        [
            .. formula.Constants.Select((value, j) =>
                NumberText.PlaceOf(value, isExact ? double.PositiveInfinity : errors[j])),
        ];
        int[] open = [.. Enumerable.Range(0, places.Length).Where(j => errors[j] > 0 || IsLong(formula.Constants[j]))];
        var worst = Math.Max((1 + WorstCost) * exact, rounding);
        while (CostOf(places) is var cost && !(cost <= worst) && open.Any(j => CanGrow(j)))
        {
            // One digit more, of the number that it helps most; of all where it helps with none.
            var best = open.Where(CanGrow).MinBy(j => CostOf(Longer(j)));
            if (CostOf(Longer(best)) < cost)
                places[best]--;
            else
                Array.ForEach(open, j => places[j] -= CanGrow(j) ? 1 : 0);
        }
        return new(
            formula, errors, Rounded(),
            [.. formula.Constants.Select((value, j) => !open.Contains(j)
                ? NumberText.Write(RoundNumber.Exactly(value))
                : NumberText.Write(value, places[j], isExact || errors[j] == 0 ? double.PositiveInfinity : errors[j]))]);

        bool CanGrow(int j) => NumberText.Exponent(formula.Constants[j]) - places[j] < MostDigits - 1;
        int[] Longer(int j) => [.. places.Select((place, k) => k == j ? place - 1 : place)];
        Expression At(int[] at) => formula with
        {
            Constants = [.. formula.Constants.Select((value, j) => open.Contains(j) ? NumberText.Round(value, at[j]) : value)],
        };
        Expression Rounded() => At(places);
        double CostOf(int[] at) => RootMeanSquare(points, evaluator, At(at));
    }

    /// <summary>Thirds and shares of π are round, but not in decimals.</summary>
    private static bool IsLong(double value)
    {
        const int FewDigits = 6;
        var exact = RoundNumber.Exactly(value);
        return exact != NumberText.Round(exact, NumberText.Exponent(exact) - FewDigits + 1);
    }

    /// <summary>The formula with these numbers, as people write it.</summary>
    public string Print(FormulaLanguage language, IReadOnlyList<string> names) =>
        FormulaText.Print(Formula, language, names, numbers: Texts);

    /// <summary>A table of very large or small targets is brought near 1, and the formula by a factor.</summary>
    private static ImmutableArray<double> ErrorsOf(PointTable points, Expression formula)
    {
        var target = TableScale.Of(points).Target;
        if (target == 0)
            return new FormulaLength(points).ErrorsOf(formula);
        var scale = new TableScale([.. points.Variables.Select(_ => 0)], target);
        var factor = Expression.Number(Math.Pow(10, -target));
        var errors = new FormulaLength(scale.Standard(points)).ErrorsOf(Expression.Apply(Token.Multiply, factor, formula));
        return errors[factor.Constants.Length..];
    }

    private static double RootMeanSquare(PointTable points, Evaluator evaluator, Expression formula)
    {
        var values = evaluator.Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
        var unit = points.Target.Max(Math.Abs);
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += points.Weights[i] * (values[i] - points.Target[i]) / unit * ((values[i] - points.Target[i]) / unit);
        return unit * Math.Sqrt(sum / points.TotalWeight);
    }
}
