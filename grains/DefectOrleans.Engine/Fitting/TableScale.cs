using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Fitting;

/// <summary>
/// Brings a table's columns near 1 by powers of ten, and formulas to and fro. A search then sees the same numbers whatever
/// units a table is in, squares neither overflow nor vanish, and round numbers are round in units a person would take.
/// Columns that are within sight of 1 stay as they are.
/// </summary>
/// <param name="Variables">Each variable is 10 to this times its value in standard units.</param>
/// <param name="Target">The same for the target.</param>
public sealed record TableScale(ImmutableArray<int> Variables, int Target)
{
    // Largest sizes between them are left alone.
    private const double Small = 1e-2, Large = 1e3;

    /// <summary>The scale of a table.</summary>
    public static TableScale Of(PointTable points) =>
        new([.. points.Variables.Select(column => ExponentOf(column))], ExponentOf(points.Target));

    /// <summary>The scale that tables of the same variables have in common.</summary>
    public static TableScale Of(ImmutableArray<PointTable> tables) => new(
        [.. tables[0].Variables.Select((_, k) => ExponentOf(tables.SelectMany(table => table.Variables[k])))],
        ExponentOf(tables.SelectMany(table => table.Target)));

    /// <summary>Whether the table is in standard units already.</summary>
    public bool IsNone => Target == 0 && Variables.All(exponent => exponent == 0);

    /// <summary>A table in standard units; weights of size 1 too, which only their ratios count of.</summary>
    public PointTable Standard(PointTable points) => Standard([points])[0];

    /// <summary>Tables in standard units; their weights keep their ratios from table to table.</summary>
    public ImmutableArray<PointTable> Standard(ImmutableArray<PointTable> tables)
    {
        var weights = ExponentOf(tables.SelectMany(table => table.Weights));
        return [.. tables.Select(table => Standard(table, weights))];
    }

    private PointTable Standard(PointTable points, int weights) =>
        IsNone && weights == 0 ? points : new PointTable(
            [.. points.Variables.Select((column, k) => column.Select(x => Shift(x, -Variables[k])).ToArray())],
            [.. points.Target.Select(y => Shift(y, -Target))],
            [.. points.Weights.Select(w => Shift(w, -weights))],
            points.Names);

    /// <summary>A formula of the table's own units, in standard units.</summary>
    public Expression Standard(Expression formula) => Rewrite(formula, -1);

    /// <summary>A formula of standard units, in the table's own.</summary>
    public Expression Restore(Expression formula) => Rewrite(formula, 1);

    /// <summary>
    /// A number times a power of ten: the number nearest to that in decimal writing, so that 1.2 becomes 1.2e20.
    /// </summary>
    public static double Shift(double value, int exponent)
    {
        if (exponent == 0 || value == 0)
            return value;
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var own = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.Integer, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        return double.Parse($"{mantissa}E{own + exponent}", CultureInfo.InvariantCulture);
    }

    private static int ExponentOf(IEnumerable<double> column) =>
        column.Max(Math.Abs) is var largest && largest is 0 or (>= Small and < Large) ? 0 : (int)Math.Floor(Math.Log10(largest));

    private Expression Rewrite(Expression formula, int sign)
    {
        if (IsNone)
            return formula;
        var (rest, exponent) = Split(formula, sign);
        return Simplification.Simplify(Push(rest, exponent + sign * Target));
    }

    /// <summary>
    /// Takes the powers of ten out of a part as far as they come: the part is the rest times 10 to the exponent.
    /// </summary>
    private (Expression Factor, double Exponent) Split(Expression part, int sign)
    {
        var token = part.Tokens[0];
        if (Token.IsVariable(token))
            return (part, -sign * Variables[Token.VariableIndex(token)]);
        if (OperatorRegistry.Find(token) is not { } entry)
            return (part, 0);

        var operands = part.Operands().Select(operand => Split(operand, sign)).ToArray();
        var (first, one) = operands[0];
        var (second, other) = operands[^1];
        return (token, entry.Algebra) switch
        {
            (_, Algebra.Sum or Algebra.Difference) => Aligned(token, operands[0], operands[1]),
            (_, Algebra.Product) => (Expression.Apply(token, first, second), one + other),
            (_, Algebra.Quotient) => (Expression.Apply(token, first, second), one - other),
            (Token.Square, _) => (Expression.Apply(token, first), 2 * one),
            (Token.SquareRoot, _) => (Expression.Apply(token, first), one / 2),
            (Token.Power or RealPower.Id, _) when other == 0 && NumberOf(second) is { } power =>
                (Expression.Apply(token, first, second), one * power),
            _ => (Expression.Apply(token, [.. operands.Select(operand => Push(operand.Factor, operand.Exponent))]), 0),
        };
    }

    /// <summary>A sum whose parts have one power of ten; the part that can take up the difference does.</summary>
    private static (Expression Factor, double Exponent) Aligned(
        byte token, (Expression Factor, double Exponent) one, (Expression Factor, double Exponent) other) =>
        one.Exponent == other.Exponent || Takes(other.Factor) || !Takes(one.Factor)
            ? (Expression.Apply(token, one.Factor, Push(other.Factor, other.Exponent - one.Exponent)), one.Exponent)
            : (Expression.Apply(token, Push(one.Factor, one.Exponent - other.Exponent), other.Factor), other.Exponent);

    /// <summary>Whether a number in a part can take up a factor.</summary>
    private static bool Takes(Expression part)
    {
        if (NumberOf(part) is not null)
            return true;
        if (OperatorRegistry.Find(part.Tokens[0]) is not { } entry)
            return false;
        return entry.Algebra switch
        {
            Algebra.Sum or Algebra.Difference => part.Operands().All(Takes),
            Algebra.Product or Algebra.Quotient => part.Operands().Any(Takes),
            _ => false,
        };
    }

    /// <summary>A part times a power of ten.</summary>
    private static Expression Push(Expression part, double exponent)
    {
        if (exponent == 0)
            return part;
        if (NumberOf(part) is { } number)
            return Expression.Number(Times(number, exponent));
        if (!Takes(part))
            return Expression.Apply(Token.Multiply, Expression.Number(Times(1, exponent)), part);
        var token = part.Tokens[0];
        var (first, second) = (part.Operands()[0], part.Operands()[1]);
        return OperatorRegistry.Of(token).Algebra switch
        {
            Algebra.Sum or Algebra.Difference => Expression.Apply(token, Push(first, exponent), Push(second, exponent)),
            _ when Takes(first) => Expression.Apply(token, Push(first, exponent), second),
            Algebra.Quotient => Expression.Apply(token, first, Push(second, -exponent)),
            _ => Expression.Apply(token, first, Push(second, exponent)),
        };
    }

    private static double Times(double value, double exponent) =>
        exponent == Math.Round(exponent) ? Shift(value, (int)exponent) : value * Math.Pow(10, exponent);

    private static double? NumberOf(Expression part) =>
        part.Tokens is not [var token] || !Token.IsNumber(token) ? null
        : token == Token.Constant ? part.Constants[0] : Literal.Value(token);
}
