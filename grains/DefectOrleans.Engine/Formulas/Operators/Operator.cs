using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// One operator or function of the alphabet: all that evaluation, differentiation, printing and parsing know of it.
/// A new operator is a token, an entry in <see cref="OperatorRegistry"/> and nothing else.
/// </summary>
public abstract class Operator
{
    /// <summary>Its token.</summary>
    public required byte Token { get; init; }

    /// <summary>Its name in sentences, such as "square root".</summary>
    public required string Name { get; init; }

    /// <summary>What it adds to a formula's complexity (arXiv 2301.06064: + − × 1, / √ 2, sin cos square 3, log exp pow 4).</summary>
    public required int Complexity { get; init; }

    /// <summary>How each language writes it.</summary>
    public required Notation Notation { get; init; }

    /// <summary>Names that the parser reads as a call, such as <c>exp</c>; empty for what is only written infix.</summary>
    public string[] CallNames { get; init; } = [];

    /// <summary>Number of operands, 1 or 2.</summary>
    public int Arity => Formulas.Token.Arity(Token);

    /// <summary>The value, lane by lane; a unary operator leaves <paramref name="b"/> alone. NaN where undefined.</summary>
    public abstract Vector<double> Apply(Vector<double> a, Vector<double> b);

    /// <summary>The partial derivative by the first operand, given the operands and the value.</summary>
    public abstract Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value);

    /// <summary>The partial derivative by the second operand; zero for a unary operator.</summary>
    public abstract Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value);

    /// <summary>Fills <paramref name="result"/> with the values over all points.</summary>
    internal abstract void Forward(ref double memory, Operand a, Operand b, Operand result, int length);

    /// <summary>Fills <paramref name="result"/> with the first operand's adjoint: <paramref name="adjoint"/> times its slope.</summary>
    internal abstract void BackwardFirst(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length);

    /// <summary>The same for the second operand.</summary>
    internal abstract void BackwardSecond(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length);
}
