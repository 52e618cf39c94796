using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>What a formula does where its variable is large.</summary>
public enum FarBehaviour
{
    /// <summary>Anything.</summary>
    Free,

    /// <summary>Tends to a number.</summary>
    Constant,

    /// <summary>Decays to zero, as the interaction of two defects has to.</summary>
    Zero,
}

/// <summary>
/// Where a formula of one variable has to be finite, how large it may be there, and what it does far away. For pair
/// interactions the variable is a distance in Å and the value an energy in eV.
/// </summary>
public sealed record LimitRule
{
    /// <summary>
    /// Smallest variable at which the value has to be finite and within <see cref="LowestValue"/> and <see cref="HighestValue"/>.
    /// </summary>
    public required double Start { get; init; }

    /// <summary>Largest such variable.</summary>
    public required double Stop { get; init; }

    /// <summary>Smallest value on the domain.</summary>
    public double LowestValue { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value on the domain.</summary>
    public double HighestValue { get; init; } = double.PositiveInfinity;

    /// <summary>Number of points, evenly spread over the domain, that are looked at before anything is proven.</summary>
    public int DomainPoints { get; init; } = 128;

    /// <summary>What is expected far away.</summary>
    public FarBehaviour Far { get; init; } = FarBehaviour.Free;

    /// <summary>
    /// Where far is, in rising order. Each stands for a few places near it, so that a wave that does not die is not
    /// taken for one that does because it is zero there.
    /// </summary>
    public ImmutableArray<double> FarPoints { get; init; } = [40, 80, 160];

    /// <summary>How near to its limit the value is at the farthest point, in units of the value.</summary>
    public double FarTolerance { get; init; } = 1e-3;

    /// <summary>How sharply it may bend; null leaves it free.</summary>
    public SmoothnessRule? Smoothness { get; init; }

    /// <summary>Names every fault of the rule.</summary>
    /// <exception cref="InputException">A bound or number is out of range.</exception>
    public LimitRule Validated()
    {
        var faults = new List<string>();
        if (!(Start < Stop) || !double.IsFinite(Stop - Start))
            faults.Add($"the domain runs from {Start} to {Stop}, a rising finite range was expected");
        if (!(LowestValue < HighestValue))
            faults.Add($"values run from {LowestValue} to {HighestValue}, a rising range was expected");
        if (DomainPoints < 2)
            faults.Add($"{DomainPoints} points are looked at, at least 2 were expected");
        if (Far != FarBehaviour.Free
            && (FarPoints.Length < 2 || FarPoints[0] <= 0 || !FarPoints.SequenceEqual(FarPoints.Order())))
            faults.Add("the far points are not two or more rising positive numbers");
        if (!(FarTolerance > 0))
            faults.Add($"the tolerance far away is {FarTolerance}, a number above 0 was expected");
        return faults.Count == 0 ? this : throw new InputException($"Rule of limits: {string.Join("; ", faults)}.");
    }
}
