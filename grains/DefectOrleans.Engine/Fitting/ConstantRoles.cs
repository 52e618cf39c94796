using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Fitting;

/// <summary>Reads the roles of constants off a formula's tokens.</summary>
internal ref struct ConstantRoles
{
    private readonly ReadOnlySpan<byte> _tokens;
    private readonly Span<ConstantRole> _roles;
    private int _position;
    private int _constant;

    private ConstantRoles(ReadOnlySpan<byte> tokens, Span<ConstantRole> roles)
    {
        _tokens = tokens;
        _roles = roles;
    }

    /// <summary>Fills the roles, one for each constant.</summary>
    public static void Read(ReadOnlySpan<byte> tokens, Span<ConstantRole> roles) =>
        new ConstantRoles(tokens, roles).Visit(ConstantRole.Linear, Token.End);

    /// <summary>Visits one subtree; says how many constants in it are linear.</summary>
    /// <param name="role">The role of a constant that stands here.</param>
    /// <param name="function">The innermost function round it; the end token at the top.</param>
    private int Visit(ConstantRole role, byte function)
    {
        var token = _tokens[_position++];
        if (Token.IsFitted(token))
        {
            _roles[_constant++] = role;
            return role == ConstantRole.Linear ? 1 : 0;
        }

        if (OperatorRegistry.Find(token) is not { } entry)
            return 0;
        if (entry.Arity == 1)
        {
            Visit(ConstantRole.Free, token);
            return 0;
        }

        var linear = role == ConstantRole.Linear;
        switch (entry.Algebra)
        {
            case Algebra.Sum or Algebra.Difference:
                var added = linear ? ConstantRole.Linear : Added(function);
                return Visit(added, function) + Visit(added, function);
            case Algebra.Product when linear:
                return Factors(function);
            case Algebra.Product:
                Visit(Multiplied(function), function);
                Visit(Multiplied(function), function);
                return 0;
            case Algebra.Quotient:
                var above = Visit(linear ? ConstantRole.Linear : Multiplied(function), function);
                Visit(function == Token.End ? ConstantRole.Free : ConstantRole.Scale, function);
                return above;
            default:
                Visit(entry.First, token);
                Visit(entry.Second, token);
                return 0;
        }
    }

    /// <summary>A product is linear in one factor's constants only: in those of the factor that has more of them.</summary>
    private int Factors(byte function)
    {
        var (position, constant) = (_position, _constant);
        var first = Visit(ConstantRole.Linear, function);
        var middle = (_position, _constant);
        var second = Visit(ConstantRole.Linear, function);
        if (first == 0 || second == 0)
            return first + second;

        var end = (_position, _constant);
        (_position, _constant) = first >= second ? middle : (position, constant);
        Visit(ConstantRole.Free, function);
        (_position, _constant) = end;
        return Math.Max(first, second);
    }

    private static ConstantRole Added(byte function) => OperatorRegistry.Find(function)?.Offset ?? ConstantRole.Shift;

    private static ConstantRole Multiplied(byte function) => OperatorRegistry.Find(function)?.Multiplier ?? ConstantRole.Free;
}
