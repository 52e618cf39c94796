using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Formulas;

/// <summary>Draws random formulas that obey rules, no two alike: what a network learns the language from.</summary>
public static class RandomFormulas
{
    /// <summary>Gives up on a set of rules when this many draws in a row bring nothing new.</summary>
    private const int Patience = 10_000;

    /// <summary>Draws formulas of distinct fingerprints.</summary>
    /// <param name="count">How many; fewer come back where the rules do not leave that many.</param>
    /// <param name="rules">What they obey.</param>
    /// <param name="steps">Length of a row: more than the rules' greatest length, for the end token.</param>
    /// <param name="seed">Drives the draws.</param>
    /// <returns>Row-major [formulas × steps], each row ended and filled by <see cref="Token.End"/>.</returns>
    public static byte[] Draw(int count, FormulaRules rules, int steps, ulong seed)
    {
        if (steps <= rules.MaxLength)
            throw new ArgumentException($"Rows of {steps} cannot hold formulas of {rules.MaxLength} tokens and an end.");

        var constraint = new PrefixConstraint(rules);
        var random = new SeededRandom(seed);
        var rows = new byte[count * steps];
        var seen = new HashSet<ulong>(count);
        for (var misses = 0; seen.Count < count && misses < Patience; misses++)
        {
            var row = rows.AsSpan(seen.Count * steps, steps);
            row.Clear();
            var length = Draw(constraint, row, 1 + random.NextInt(rules.MaxLength), ref random);
            if (seen.Add(Fingerprint.Of(row[..length])))
                misses = -1;
            else
                row.Clear();
        }

        return seen.Count == count ? rows : rows[..(seen.Count * steps)];
    }

    /// <summary>
    /// Draws one formula: first an arity, then a token of it, with operators as long as the formula is shorter than
    /// <paramref name="aim"/>, so that all lengths come up.
    /// </summary>
    private static int Draw(PrefixConstraint constraint, Span<byte> row, int aim, ref SeededRandom random)
    {
        constraint.Begin(1);
        var open = 1;
        var length = 0;
        while (open > 0)
        {
            var allowed = constraint.Allowed(0);
            var operators = allowed & FormulaRules.AllOperators;
            var growing = !operators.IsEmpty && length + open < aim && (open == 1 || random.NextUniform() < 0.6);
            var token = growing ? Operator(operators, aim - length - open, ref random) : Leaf(allowed & ~operators, ref random);
            constraint.Accept(0, token);
            row[length++] = token;
            open += Token.Arity(token) - 1;
        }

        return length;
    }

    private static byte Operator(TokenSet allowed, int room, ref SeededRandom random)
    {
        var unary = allowed & ~FormulaRules.Binary;
        var binary = allowed & FormulaRules.Binary;
        var wantsUnary = room == 1 || random.NextUniform() < 0.35;
        return random.NextBit((binary.IsEmpty || (wantsUnary && !unary.IsEmpty) ? unary : binary).Bits);
    }

    /// <summary>Variables, constants and literals come up alike, not by how many literals there are.</summary>
    private static byte Leaf(TokenSet allowed, ref SeededRandom random)
    {
        var variables = allowed & FormulaRules.Variables(Token.VariableCount);
        var numbers = allowed & ~variables;
        if (variables.IsEmpty || (!numbers.IsEmpty && random.NextUniform() < 0.45))
        {
            return numbers.Contains(Token.Constant) && random.NextUniform() < 0.7 ? Token.Constant : random.NextBit(numbers.Bits);
        }

        return random.NextBit(variables.Bits);
    }
}
