using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// A formula: tokens in prefix order without <see cref="Token.End"/>, and the values of its
/// <see cref="Token.Constant"/> tokens in order of appearance. Equal when tokens and constants are.
/// </summary>
public sealed record Expression(ImmutableArray<byte> Tokens, ImmutableArray<double> Constants)
{
    /// <summary>Complexity of the tokens.</summary>
    public int Complexity => Formulas.Complexity.Of(Tokens.AsSpan());

    /// <summary>The formula that is one number, as a literal where there is one.</summary>
    public static Expression Number(double value) =>
        Literal.TryToken(value, out var token) ? new([token], []) : new([Token.Constant], [value]);

    /// <summary>The formula that is one variable, counted from 0.</summary>
    public static Expression Variable(int index) => new([Token.VariableAt(index)], []);

    /// <summary>An operator over its operands.</summary>
    public static Expression Apply(byte token, params ReadOnlySpan<Expression> operands)
    {
        if (operands.Length != Token.Arity(token) || operands.Length == 0)
            throw new ArgumentException($"Token {token} does not take {operands.Length} operands.");
        var tokens = ImmutableArray.CreateBuilder<byte>();
        var constants = ImmutableArray.CreateBuilder<double>();
        tokens.Add(token);
        foreach (var operand in operands)
        {
            tokens.AddRange(operand.Tokens);
            constants.AddRange(operand.Constants);
        }

        return new(tokens.ToImmutable(), constants.ToImmutable());
    }

    /// <summary>The operands of the outermost operator; none for a leaf.</summary>
    public ImmutableArray<Expression> Operands()
    {
        var tokens = Tokens.AsSpan();
        var operands = ImmutableArray.CreateBuilder<Expression>();
        var constant = 0;
        for (var (start, left) = (1, Token.Arity(tokens[0])); left > 0; left--)
        {
            var end = PrefixOrder.SubtreeEnd(tokens, start);
            var count = PrefixOrder.CountConstants(tokens[start..end]);
            operands.Add(new(Tokens[start..end], Constants[constant..(constant + count)]));
            (start, constant) = (end, constant + count);
        }

        return operands.ToImmutable();
    }

    /// <summary>The text of the formula with variables x1, x2, …, every digit kept.</summary>
    public override string ToString() => FormulaText.Print(this);

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
