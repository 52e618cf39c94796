using System.Numerics;

namespace DefectOrleans.Engine.Formulas;

/// <summary>A set of tokens.</summary>
/// <param name="Bits">One bit a token, the lowest for <see cref="Token.End"/>.</param>
public readonly record struct TokenSet(ulong Bits)
{
    /// <summary>Number of tokens in it.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The set of some tokens.</summary>
    public static TokenSet Of(params ReadOnlySpan<byte> tokens)
    {
        var bits = 0UL;
        foreach (var token in tokens)
            bits |= 1UL << token;
        return new(bits);
    }

    /// <summary>The tokens from one id up to, and without, another.</summary>
    public static TokenSet Range(int from, int to) => new((to >= 64 ? ulong.MaxValue : (1UL << to) - 1) & ulong.MaxValue << from);

    /// <summary>Whether a token is in it.</summary>
    public bool Contains(byte token) => (Bits >> token & 1) != 0;

    /// <summary>The set and one more token.</summary>
    public TokenSet With(byte token) => new(Bits | 1UL << token);

    /// <summary>The set without a token.</summary>
    public TokenSet Without(byte token) => new(Bits & ~(1UL << token));

    /// <summary>Its tokens, the smallest id first.</summary>
    public IEnumerable<byte> Tokens()
    {
        for (var rest = Bits; rest != 0; rest &= rest - 1)
            yield return (byte)BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>What is in either.</summary>
    public static TokenSet operator |(TokenSet left, TokenSet right) => new(left.Bits | right.Bits);

    /// <summary>What is in both.</summary>
    public static TokenSet operator &(TokenSet left, TokenSet right) => new(left.Bits & right.Bits);

    /// <summary>What is not in it.</summary>
    public static TokenSet operator ~(TokenSet set) => new(~set.Bits);
}
