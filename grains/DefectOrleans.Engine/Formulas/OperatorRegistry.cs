using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas;

/// <summary>All operators of the alphabet, one entry each.</summary>
public static class OperatorRegistry
{
    private static readonly Operator?[] ByToken = new Operator?[Token.Count];

    static OperatorRegistry()
    {
        foreach (var entry in All)
            ByToken[entry.Token] = entry;
    }

    /// <summary>Every operator, in the order of tokens.</summary>
    public static ImmutableArray<Operator> All { get; } =
    [
        Sum.Entry,
        Difference.Entry,
        Product.Entry,
        Quotient.Entry,
        Power.Entry,
        SquareRoot.Entry,
        Sine.Entry,
        Cosine.Entry,
        Square.Entry,
        Logarithm.Entry,
        Exponential.Entry,
    ];

    /// <summary>The operator of a token.</summary>
    /// <exception cref="ArgumentException">The token is no operator.</exception>
    public static Operator Of(byte token) =>
        Find(token) ?? throw new ArgumentException($"Token {token} is no operator.", nameof(token));

    /// <summary>The operator of a token; null for leaves and the end.</summary>
    internal static Operator? Find(byte token) => token < ByToken.Length ? ByToken[token] : null;
}
