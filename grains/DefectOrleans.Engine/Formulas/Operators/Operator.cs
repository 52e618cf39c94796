using System.Collections.Immutable;
using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// One operator or function of the alphabet: all that evaluation, differentiation, printing, parsing, rewriting, fitting,
/// search and bounds know of it. A new operator is a file beside this one and nothing else.
/// </summary>
public abstract class Operator
{
    /// <summary>Its token.</summary>
    public required byte Token { get; init; }

    /// <summary>What users call it where they say which operators formulas may use, such as <c>sqrt</c>.</summary>
    public required string Option { get; init; }

    /// <summary>Whether searches use it unless told otherwise; what the shipped network does not know is asked for.</summary>
    public bool IsUsual { get; init; } = true;

    /// <summary>Its name in sentences, such as "square root".</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What it adds to a formula's complexity (arXiv 2301.06064: + − × 1, / √ 2, sin cos square 3, log exp pow 4).
    /// </summary>
    public required int Complexity { get; init; }

    /// <summary>How each language writes it.</summary>
    public required Notation Notation { get; init; }

    /// <summary>Names that the parser reads as a call, such as <c>exp</c>; empty for what is only written infix.</summary>
    public string[] CallNames { get; init; } = [];

    /// <summary>Number of operands, 1 or 2.</summary>
    public abstract int Arity { get; }

    /// <summary>Which of the four operations it is.</summary>
    public Algebra Algebra { get; init; }

    /// <summary>Whether its operands may change places.</summary>
    public bool IsCommutative { get; init; }

    /// <summary>Whether it does not see its operand's sign.</summary>
    public bool IsEven { get; init; }

    /// <summary>The number that, as the first operand, leaves the second as it is; null where none does.</summary>
    public double? NeutralFirst { get; init; }

    /// <summary>The number that, as the second operand, leaves the first as it is; null where none does.</summary>
    public double? NeutralSecond { get; init; }

    /// <summary>
    /// Where it is finite, in words; null where it is for any finite operands, short of overflow of sums, products and squares.
    /// </summary>
    public string? DefinedWhere { get; init; }

    /// <summary>Whether it is finite for any finite operands.</summary>
    public bool IsTotal => DefinedWhere is null;

    /// <summary>
    /// Operators of one family do not stand inside each other, unless rules say otherwise; null for what has none.
    /// </summary>
    public string? Family { get; init; }

    /// <summary>What a constant does that multiplies inside it.</summary>
    internal ConstantRole Multiplier { get; init; } = ConstantRole.Free;

    /// <summary>What a constant does that is added inside it.</summary>
    internal ConstantRole Offset { get; init; } = ConstantRole.Shift;

    /// <summary>What a constant does that is its first operand of two.</summary>
    internal ConstantRole First { get; init; } = ConstantRole.Free;

    /// <summary>What a constant does that is its second operand.</summary>
    internal ConstantRole Second { get; init; } = ConstantRole.Free;

    /// <summary>How it is undone; null where it is not.</summary>
    internal Inverse? Inverse { get; init; }

    /// <summary>What it is in fewer words over operands that it alone knows of; null where that is nothing.</summary>
    internal Func<ImmutableArray<Expression>, Expression?> Rewrite { get; init; } = _ => null;

    /// <summary>The value, lane by lane; a unary operator leaves <paramref name="b"/> alone. NaN where undefined.</summary>
    public abstract Vector<double> Apply(Vector<double> a, Vector<double> b);

    /// <summary>The partial derivative by the first operand, given the operands and the value.</summary>
    public abstract Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value);

    /// <summary>The partial derivative by the second operand; zero for a unary operator.</summary>
    public abstract Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value);

    /// <summary>Fills <paramref name="result"/> with the values over all points.</summary>
    internal abstract void Forward(ref double memory, Operand a, Operand b, Operand result, int length);

    /// <summary>
    /// Fills <paramref name="result"/> with the first operand's adjoint: <paramref name="adjoint"/> times its slope.
    /// </summary>
    internal abstract void BackwardFirst(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length);

    /// <summary>The same for the second operand.</summary>
    internal abstract void BackwardSecond(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length);

    /// <summary>
    /// Bounds of the value and its derivatives from those of the operands; a unary operator leaves <paramref name="b"/> alone.
    /// </summary>
    internal abstract Jet Bound(in Jet a, in Jet b);
}
