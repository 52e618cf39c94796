using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// A hash of a formula's structure: equal for formulas that differ only in the order and grouping of sums and
/// products (a + b − c and a − (c − b)), whatever the values of their constants. Different formulas have different
/// fingerprints but for chance (2⁻⁶⁴).
/// </summary>
public static class Fingerprint
{
    private const ulong SumSalt = 0x8E9D5A3F1C2B4D67, ProductSalt = 0x3C6EF372FE94F82B;

    private enum Kind
    {
        Atom,
        Sum,
        Product,
    }

    /// <summary>
    /// A sum as a multiset of terms, those added in <see cref="Up"/> and those taken away in <see cref="Down"/>; a
    /// product likewise, with what divides in <see cref="Down"/>.
    /// </summary>
    private readonly record struct Part(Kind Kind, ulong Up, ulong Down)
    {
        public ulong Hash => Kind switch
        {
            Kind.Sum => SeededRandom.Mix(SeededRandom.Mix(Up ^ SumSalt) + Down),
            Kind.Product => SeededRandom.Mix(SeededRandom.Mix(Up ^ ProductSalt) + Down),
            _ => Up,
        };

        public Part As(Kind kind) => Kind == kind ? this : new Part(kind, SeededRandom.Mix(Hash), 0);
    }

    /// <summary>A hash of values at points, to about seven digits: equal for formulas that say the same there.</summary>
    public static ulong OfValues(ReadOnlySpan<double> values)
    {
        var hash = 0UL;
        foreach (var value in values)
            hash = SeededRandom.Mix(hash ^ (ulong)BitConverter.SingleToInt32Bits((float)value + 0f) >> 2);
        return hash;
    }

    /// <summary>The fingerprint of a complete formula.</summary>
    /// <exception cref="ArgumentException">The tokens are no complete formula.</exception>
    public static ulong Of(ReadOnlySpan<byte> tokens)
    {
        Span<Part> open = tokens.Length <= 64 ? stackalloc Part[64] : new Part[tokens.Length];
        var depth = 0;
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            var token = tokens[i];
            var arity = Token.Arity(token);
            if (depth < arity || !Token.IsKnown(token))
                throw new ArgumentException("The tokens are no complete formula in prefix order.");
            if (arity == 0)
                open[depth++] = new Part(Kind.Atom, SeededRandom.Mix(token), 0);
            else if (arity == 1)
                open[depth - 1] = new Part(Kind.Atom, Call(token, open[depth - 1].Hash), 0);
            else
                open[depth - 2] = Join(token, open[--depth], open[depth - 1]);
        }

        return depth == 1 ? open[0].Hash : throw new ArgumentException("The tokens are no complete formula in prefix order.");
    }

    private static Part Join(byte token, Part first, Part second)
    {
        var entry = OperatorRegistry.Of(token);
        if (entry.Algebra == Algebra.None)
        {
            var one = entry.IsCommutative ? Call(token, second.Hash) : second.Hash;
            return new Part(Kind.Atom, Call(token, Call(token, first.Hash) + one), 0);
        }
        var kind = entry.Algebra is Algebra.Sum or Algebra.Difference ? Kind.Sum : Kind.Product;
        (first, second) = (first.As(kind), second.As(kind));
        return entry.Algebra is Algebra.Sum or Algebra.Product
            ? new Part(kind, first.Up + second.Up, first.Down + second.Down)
            : new Part(kind, first.Up + second.Down, first.Down + second.Up);
    }

    private static ulong Call(byte token, ulong hash) => SeededRandom.Mix(hash + SeededRandom.Mix(token));
}
