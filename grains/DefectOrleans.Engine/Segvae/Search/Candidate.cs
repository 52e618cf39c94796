using DefectOrleans.Engine.Segvae.Expressions;
using DefectOrleans.Engine.Segvae.Fitting;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>A formula that was scored.</summary>
/// <param name="Expression">The formula with its constants.</param>
/// <param name="Error">Weighted mean of squared errors, in the target's unit squared.</param>
/// <param name="Complexity">As the paper counts it.</param>
public sealed record Candidate(Expression Expression, double Error, int Complexity)
{
    /// <summary>Whether all its numbers are integers, simple fractions or shares of π: nothing in it was bent to the points.</summary>
    public bool IsRound { get; } = Expression.Constants.All(RoundNumber.Is);
}
