namespace DefectOrleans.Engine.Formulas;

/// <summary>Structure of formulas in prefix order.</summary>
public static class PrefixOrder
{
    /// <summary>Whether the tokens are one complete formula, without <see cref="Token.End"/>.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> tokens)
    {
        for (var (i, open) = (0, 1); i < tokens.Length; i++)
        {
            if (!Token.IsKnown(tokens[i]))
                return false;
            open += Token.Arity(tokens[i]) - 1;
            if (open == 0)
                return i == tokens.Length - 1;
        }

        return false;
    }

    /// <summary>Where the subtree that begins at a position ends (the position after it).</summary>
    public static int SubtreeEnd(ReadOnlySpan<byte> tokens, int start)
    {
        for (var open = 1; open > 0; start++)
            open += Token.Arity(tokens[start]) - 1;
        return start;
    }

    /// <summary>How many operators of a complete formula stand within each other.</summary>
    public static int Depth(ReadOnlySpan<byte> tokens)
    {
        var depths = new Stack<int>();
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            var arity = Token.Arity(tokens[i]);
            var deepest = 0;
            for (var operand = 0; operand < arity; operand++)
                deepest = Math.Max(deepest, depths.Pop() + 1);
            depths.Push(deepest);
        }

        return depths.Pop();
    }

    /// <summary>Number of constant tokens, own and shared.</summary>
    public static int CountConstants(ReadOnlySpan<byte> tokens) => tokens.Count(Token.Constant) + tokens.Count(Token.Shared);

    /// <summary>The tokens of a row as networks write them, up to its end token.</summary>
    public static ReadOnlySpan<byte> BeforeEnd(ReadOnlySpan<byte> row) =>
        row.IndexOf(Token.End) is var end and >= 0 ? row[..end] : row;
}
