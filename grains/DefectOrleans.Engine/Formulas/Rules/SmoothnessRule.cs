using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// How sharply a formula may bend between the points that it is fitted to. Without such a bound a fast wave or a pole
/// between two points passes through both and says nothing true between them.
/// </summary>
/// <param name="At">Where it is looked at: the points themselves, where poles hide best, and places between them.</param>
/// <param name="LargestCurvature">Largest second derivative, in the value's unit over the variable's squared.</param>
/// <param name="Step">Step of the second difference, in the variable's unit.</param>
public sealed record SmoothnessRule(ImmutableArray<double> At, double LargestCurvature, double Step = 0.02);
