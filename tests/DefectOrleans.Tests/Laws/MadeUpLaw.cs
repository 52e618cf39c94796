using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;

namespace DefectOrleans.Tests.Laws;

/// <summary>Tables made by a law that the tests know: a wave that fades, stronger or weaker from table to table.</summary>
internal static class MadeUpLaw
{
    public const double Rate = 0.6, Wave = 2.1;

    public static readonly double[] Heights = [0.9, -0.4, 1.7, 0.25], Offsets = [0.3, 0.8, -0.5, 1.2];

    /// <summary>(own + own·cos(shared·r))·exp(−shared·r), whose numbers nobody has told.</summary>
    public static byte[] Form { get; } = WithShared("(1.5 + 2.5*cos(3.5*r))*exp(4.5*r)", 3.5, 4.5);

    /// <summary>A table for each height and offset.</summary>
    /// <param name="points">Points of each.</param>
    public static ImmutableArray<PointTable> Tables(int points = 14) =>
    [
        .. Heights.Zip(Offsets, (height, offset) =>
        {
            double[] r = [.. Enumerable.Range(0, points).Select(i => 1.5 + 0.45 * i + 0.07 * Math.Sin(3 * i))];
            return new PointTable(
                [r], [.. r.Select(x => (offset + height * Math.Cos(Wave * x)) * Math.Exp(-Rate * x))], names: ["r"]);
        }),
    ];

    /// <summary>A form's tokens, with some of its constants shared ones.</summary>
    public static byte[] WithShared(string form, params double[] shared)
    {
        var expression = FormulaText.Parse(form, ["r"]);
        byte[] tokens = [.. expression.Tokens];
        var constant = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] == Token.Constant && shared.Contains(expression.Constants[constant++]))
                tokens[i] = Token.Shared;
        }
        return tokens;
    }

    /// <summary>Numbers that nobody knows.</summary>
    public static double[] Unknown(byte[] form, int tables)
    {
        var numbers = new LawNumbers(tables);
        numbers.Read(form);
        return [.. Enumerable.Repeat(double.NaN, numbers.Values)];
    }
}
