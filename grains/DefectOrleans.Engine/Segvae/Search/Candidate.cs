using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>A formula that was scored.</summary>
/// <param name="Expression">The formula with its constants.</param>
/// <param name="Error">Weighted mean of squared errors, in the target's unit squared.</param>
/// <param name="Complexity">As the paper counts it.</param>
public sealed record Candidate(Expression Expression, double Error, int Complexity)
{
    /// <summary>
    /// Whether it is no answer, but a step on the way to others: a parent of edits that no front takes.
    /// </summary>
    public bool IsParentOnly { get; init; }

    /// <summary>What proposed it.</summary>
    public Origin Origin { get; init; }

    /// <summary>What its numbers were chosen among.</summary>
    public Numbers Numbers { get; } = NumbersOf.Formula(Expression.Tokens.AsSpan(), Expression.Constants.AsSpan());
}
