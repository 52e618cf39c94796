using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// Which formulas a search may consider, as data: the predicate of arXiv 2301.06064.
/// </summary>
public sealed record FormulaRules
{
    /// <summary>Every operator.</summary>
    public static TokenSet AllOperators => OperatorRegistry.Tokens;

    /// <summary>Operators of two operands.</summary>
    public static TokenSet Binary => OperatorRegistry.Binary;

    private static readonly TokenSet AllVariables = Variables(Token.VariableCount);

    /// <summary>Most tokens, the end token not counted.</summary>
    public int MaxLength { get; init; } = 30;

    /// <summary>Highest complexity (see <see cref="Complexity"/>).</summary>
    public int MaxComplexity { get; init; } = 60;

    /// <summary>Most constants to be fitted.</summary>
    public int MaxConstants { get; init; } = 8;

    /// <summary>Most shared numbers of a law for several tables; its own ones count as constants.</summary>
    public int MaxShared { get; init; } = 3;

    /// <summary>
    /// How many times larger than their sum the parts of a sum may be: formulas whose parts cancel to many digits are
    /// neither read nor trusted. A number may be as large as it likes.
    /// </summary>
    public double LargestCancellation { get; init; } = 1e5;

    /// <summary>
    /// Tokens a formula may use; at least one variable is among them. <see cref="Token.End"/> needs no mention.
    /// </summary>
    public TokenSet Allowed { get; init; } = (OperatorRegistry.Usual | Variables(1)).With(Token.Constant);

    /// <summary>For each token, the operators that may not appear anywhere inside it.</summary>
    public ImmutableArray<TokenSet> ForbiddenInside { get; init; } = DefaultForbiddenInside;

    /// <summary>
    /// Whether an operator may have no variable in it (cos 0.5, 3·π). Where constants are fitted such parts only say
    /// the same thing in more words.
    /// </summary>
    public bool AllowNumericSubtrees { get; init; }

    /// <summary>
    /// No operator inside another of its <see cref="Operators.Operator.Family"/>: no sine in a cosine, no exp in exp.
    /// </summary>
    public static ImmutableArray<TokenSet> DefaultForbiddenInside { get; } =
    [
        .. Enumerable.Range(0, Token.Count).Select(token => OperatorRegistry.Find((byte)token)?.Family is { } family
            ? TokenSet.Of([.. OperatorRegistry.All.Where(entry => entry.Family == family).Select(entry => entry.Token)])
            : default),
    ];

    /// <summary>Variables x1 to x<paramref name="count"/>.</summary>
    public static TokenSet Variables(int count) =>
        TokenSet.Of([.. Enumerable.Range(0, count).Select(Token.VariableAt)]);

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
        if (MaxShared < 0)
            faults.Add($"the greatest number of shared numbers is {MaxShared}, 0 or more was expected");
        if (!(Allowed & ~(AllOperators | Token.Leaves)).Without(Token.End).IsEmpty)
            faults.Add(
                $"{string.Join(", ", (Allowed & ~(AllOperators | Token.Leaves)).Without(Token.End).Tokens())} are allowed, which "
                    + "are no tokens");
        if ((Allowed & AllVariables).IsEmpty)
            faults.Add("no variable is allowed, at least one was expected");
        if (ForbiddenInside.Length != Token.Count)
            faults.Add($"what is forbidden inside is told for {ForbiddenInside.Length} tokens, all {Token.Count} were expected");
        if (ForbiddenInside.Any(inside => !(inside & ~AllOperators).IsEmpty))
            faults.Add("leaves are forbidden inside an operator, only operators can be");
        return faults.Count == 0 ? this : throw new InputException($"Rules of formulas: {string.Join("; ", faults)}.");
    }

    /// <summary>Whether the tokens are a complete formula that obeys the rules.</summary>
    public bool Accepts(ReadOnlySpan<byte> tokens)
    {
        if (tokens.Length > MaxLength || !PrefixOrder.IsComplete(tokens))
            return false;

        // For each subtree the set of its tokens, read from the right.
        Span<TokenSet> open = tokens.Length <= 64 ? stackalloc TokenSet[64] : new TokenSet[tokens.Length];
        var (depth, complexity, constants, shared) = (0, 0, 0, 0);
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            var token = tokens[i];
            TokenSet inside = default;
            for (var operand = Token.Arity(token); operand > 0; operand--)
                inside |= open[--depth];
            if (!Allowed.Contains(token) || !(inside & ForbiddenInside[token]).IsEmpty)
                return false;
            if (!AllowNumericSubtrees && !inside.IsEmpty && (inside & AllVariables).IsEmpty)
                return false;
            complexity += Complexity.Of(token);
            constants += token == Token.Constant ? 1 : 0;
            shared += token == Token.Shared ? 1 : 0;
            open[depth++] = inside.With(token);
        }

        return complexity <= MaxComplexity && constants <= MaxConstants && shared <= MaxShared;
    }
}
