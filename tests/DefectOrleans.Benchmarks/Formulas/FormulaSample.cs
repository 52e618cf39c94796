using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Benchmarks.Formulas;

/// <summary>The same random formulas and points for every benchmark.</summary>
internal static class FormulaSample
{
    public const int Points = 20;

    /// <summary>Distances 2 to 13 Å and a damped wave over them.</summary>
    public static PointTable Table(int points = Points)
    {
        double[] r = [.. Enumerable.Range(0, points).Select(i => 2 + 11.0 * i / points)];
        return new PointTable([r], [.. r.Select(x => 2.31 * Math.Exp(-0.62 * x) * Math.Cos(2.97 * x + 0.41))]);
    }

    /// <summary>Formulas of 10 to 14 tokens without constants.</summary>
    public static byte[][] WithoutConstants(int count) => Take(
        count,
        new FormulaRules
        {
            MaxLength = 14,
            Allowed = OperatorRegistry.Usual | FormulaRules.Variables(1) | TokenSet.Range(Token.Integer, Token.Pi + 1)
        },
        tokens => tokens.Length >= 10);

    /// <summary>Formulas of up to 14 tokens with one to four constants.</summary>
    public static byte[][] WithConstants(int count) => Take(
        count, new FormulaRules { MaxLength = 14, MaxConstants = 4 }, tokens =>
            tokens.Contains(Token.Constant) && tokens.Length >= 6);

    private static byte[][] Take(int count, FormulaRules rules, Func<byte[], bool> wanted) =>
        [
            .. RandomFormulas.Draw(20 * count, rules, 31, 11).Chunk(31).Select(row => PrefixOrder.BeforeEnd(row).ToArray())
                .Where(wanted).Take(count)
        ];
}
