using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// Which formulas a search may consider, as data: the predicate of arXiv 2301.06064. Sets of tokens are bit masks.
/// </summary>
public sealed record FormulaRules
{
    private const uint AllVariables = ((1u << Token.VariableCount) - 1) << Token.Variable;

    /// <summary>Every operator.</summary>
    public const uint AllOperators = (1u << (Token.Exponential + 1)) - 2;

    /// <summary>Operators of two operands.</summary>
    public const uint Binary = (1u << (Token.Power + 1)) - 2;

    /// <summary>Most tokens, the end token not counted.</summary>
    public int MaxLength { get; init; } = 30;

    /// <summary>Highest complexity (see <see cref="Complexity"/>).</summary>
    public int MaxComplexity { get; init; } = 60;

    /// <summary>Most constants to be fitted.</summary>
    public int MaxConstants { get; init; } = 8;

    /// <summary>Largest size of a fitted constant: formulas whose parts cancel to many digits are neither read nor trusted.</summary>
    public double LargestConstant { get; init; } = 1e5;

    /// <summary>Tokens a formula may use; at least one variable is among them. <see cref="Token.End"/> needs no mention.</summary>
    public uint Allowed { get; init; } = AllOperators | Variables(1) | 1u << Token.Constant;

    /// <summary>For each token, the operators that may not appear anywhere inside it.</summary>
    public ImmutableArray<uint> ForbiddenInside { get; init; } = DefaultForbiddenInside;

    /// <summary>
    /// Whether an operator may have no variable in it (cos 0.5, 3·π). Where constants are fitted such parts only say
    /// the same thing in more words.
    /// </summary>
    public bool AllowNumericSubtrees { get; init; }

    /// <summary>No trigonometric function inside another, no exp in exp, log in log, power in power.</summary>
    public static ImmutableArray<uint> DefaultForbiddenInside { get; } = MakeDefaultForbiddenInside();

    /// <summary>The mask of variables x1 to x<paramref name="count"/>.</summary>
    public static uint Variables(int count) => ((1u << count) - 1) << Token.Variable;

    /// <summary>The mask of some tokens.</summary>
    public static uint Mask(params ReadOnlySpan<byte> tokens)
    {
        var mask = 0u;
        foreach (var token in tokens)
            mask |= 1u << token;
        return mask;
    }

    /// <summary>Names every fault of the rules.</summary>
    /// <exception cref="InputException">A limit is out of range, or no formula could obey the rules.</exception>
    public FormulaRules Validated()
    {
        var faults = new List<string>();
        if (MaxLength < 1)
            faults.Add($"the greatest length is {MaxLength}, at least 1 was expected");
        if (MaxComplexity < 1)
            faults.Add($"the greatest complexity is {MaxComplexity}, at least 1 was expected");
        if (MaxConstants < 0)
            faults.Add($"the greatest number of constants is {MaxConstants}, 0 or more was expected");
        if ((Allowed & AllVariables) == 0)
            faults.Add("no variable is allowed, at least one was expected");
        if (ForbiddenInside.Length != Token.Count)
            faults.Add($"what is forbidden inside is told for {ForbiddenInside.Length} tokens, all {Token.Count} were expected");
        if (ForbiddenInside.Any(mask => (mask & ~AllOperators) != 0))
            faults.Add("leaves are forbidden inside an operator, only operators can be");
        return faults.Count == 0 ? this : throw new InputException($"Rules of formulas: {string.Join("; ", faults)}.");
    }

    /// <summary>Whether the tokens are a complete formula that obeys the rules.</summary>
    public bool Accepts(ReadOnlySpan<byte> tokens)
    {
        if (tokens.Length > MaxLength || !PrefixOrder.IsComplete(tokens))
            return false;

        // For each subtree the set of its tokens, read from the right.
        Span<uint> open = tokens.Length <= 64 ? stackalloc uint[64] : new uint[tokens.Length];
        var (depth, complexity, constants) = (0, 0, 0);
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            var token = tokens[i];
            var inside = 0u;
            for (var operand = Token.Arity(token); operand > 0; operand--)
                inside |= open[--depth];
            if ((Allowed >> token & 1) == 0 || (inside & ForbiddenInside[token]) != 0)
                return false;
            if (!AllowNumericSubtrees && inside != 0 && (inside & AllVariables) == 0)
                return false;
            complexity += Complexity.Of(token);
            constants += token == Token.Constant ? 1 : 0;
            open[depth++] = inside | 1u << token;
        }

        return complexity <= MaxComplexity && constants <= MaxConstants;
    }

    private static ImmutableArray<uint> MakeDefaultForbiddenInside()
    {
        var masks = new uint[Token.Count];
        masks[Token.Sine] = masks[Token.Cosine] = Mask(Token.Sine, Token.Cosine);
        foreach (var token in (byte[])[Token.Exponential, Token.Logarithm, Token.Power])
            masks[token] = Mask(token);
        return [.. masks];
    }
}
