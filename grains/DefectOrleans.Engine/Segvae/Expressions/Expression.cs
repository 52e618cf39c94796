using System.Collections.Immutable;

namespace DefectOrleans.Engine.Segvae.Expressions;

/// <summary>
/// A formula: tokens in prefix order without <see cref="Token.End"/>, and the values of its
/// <see cref="Token.Constant"/> tokens in order of appearance. Equal when tokens and constants are.
/// </summary>
public sealed record Expression(ImmutableArray<byte> Tokens, ImmutableArray<double> Constants)
{
    /// <summary>Complexity of the tokens.</summary>
    public int Complexity => Expressions.Complexity.Of(Tokens.AsSpan());

    /// <summary>The formula that is one number, as a literal where there is one.</summary>
    public static Expression Number(double value) =>
        Literal.TryToken(value, out var token) ? new([token], []) : new([Token.Constant], [value]);

    /// <inheritdoc/>
    public bool Equals(Expression? other) =>
        other is not null && Tokens.AsSpan().SequenceEqual(other.Tokens.AsSpan())
        && Constants.AsSpan().SequenceEqual(other.Constants.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Tokens.AsSpan());
        foreach (var constant in Constants)
            hash.Add(constant);
        return hash.ToHashCode();
    }
}
