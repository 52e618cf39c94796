using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>A law and what saying all its tables by it takes.</summary>
/// <param name="Expression">The law; of an own number its constants hold a value for each table.</param>
/// <param name="Length">Its description length, nats.</param>
/// <param name="MeanSquare">Weighted mean of squared errors at the points, large ones counted linearly where asked.</param>
/// <param name="StandardErrors">Of each of its constants; 0 for round ones.</param>
/// <param name="Tables">For how many tables it is.</param>
public sealed record DescribedLaw(
    Expression Expression, DescriptionLength Length, double MeanSquare, ImmutableArray<double> StandardErrors, int Tables)
{
    /// <summary>Numbers that each table has for itself.</summary>
    public int Own => Expression.Tokens.AsSpan().Count(Token.Constant);

    /// <summary>Numbers that all tables share.</summary>
    public int Shared => Expression.Tokens.AsSpan().Count(Token.Shared);

    /// <summary>The formula that it is for one table.</summary>
    public Expression MemberOf(int table) => LawNumbers.MemberOf(Expression, table, Tables);
}
