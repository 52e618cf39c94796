using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

/// <summary>Arbitrary valid formulas, wild ones too.</summary>
internal static class RandomTrees
{
    public static Arbitrary<Expression> Arbitrary(int variables = 2, int maxLength = 25) =>
        Gen.Choose(0, int.MaxValue).Select(seed => Make((ulong)seed, variables, maxLength)).ToArbitrary();

    /// <summary>
    /// The same draws every time: comparing floating-point numbers needs tolerances, and among all formulas there is
    /// one that breaks any.
    /// </summary>
    public static Config Draws(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20, 31);

    public static Expression Make(ulong seed, int variables = 2, int maxLength = 25)
    {
        var random = new SeededRandom(seed);
        var tokens = new List<byte>();
        var constants = new List<double>();
        var plain = FormulaRules.Variables(variables).With(Token.Constant).Bits;
        var leaves = plain | TokenSet.Range(Token.Integer, Token.Pi + 1).Bits;
        var target = 1 + random.NextInt(maxLength);
        for (var open = 1; open > 0;)
        {
            var room = target - tokens.Count - open;
            var arity = room <= 0 ? 0 : room == 1 ? random.NextInt(2) : random.NextInt(3);
            var token = arity switch
            {
                0 => random.NextBit(random.NextInt(2) == 0 ? plain : leaves),
                1 => (byte)(Token.SquareRoot + random.NextInt(6)),
                _ => (byte)(Token.Add + random.NextInt(5)),
            };
            if (token == Token.Constant)
                constants.Add(Math.Round(random.NextUniform(-5, 5), random.NextInt(17) % 15));
            tokens.Add(token);
            open += arity - 1;
        }

        return new Expression([.. tokens], [.. constants]);
    }
}
