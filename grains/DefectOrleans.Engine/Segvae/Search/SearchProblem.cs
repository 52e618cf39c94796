using System.Text.Json.Serialization;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>What is searched: a formula for the points that the rules accept.</summary>
/// <param name="Name">What progress calls it.</param>
/// <param name="Points">Variables, target and weights.</param>
/// <param name="Rules">Which token sequences are formulas of this problem.</param>
/// <param name="Limit">Where the formula must be finite, and what it does far away; null asks for nothing beyond the
/// points.</param>
public sealed record SearchProblem(string Name, PointTable Points, FormulaRules Rules, LimitRule? Limit = null)
{
    /// <summary>How large the formula may be where there are no points; null leaves it free.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BoundRule? Bounds { get; init; }
}
