using System.Text.Json.Serialization;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Laws;

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

    /// <summary>The highest complexity that candidates have.</summary>
    [JsonIgnore]
    public int MaxComplexity =>
        Rules.MaxComplexity + (Tables is { Count: > 1 } ? LawComplexity.OwnNumber * Rules.MaxConstants : 0);

    /// <summary>
    /// Up to which complexity a formula of one variable has to be sensible between the points (<see cref="BetweenPoints"/>): one
    /// short enough to be read shall be true there; a longer one shall be near to the points.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SensibleComplexity { get; init; }

    /// <summary>
    /// How many tables of a law for several may find it wrong between or beyond their points: what it says of the others
    /// shall not be lost for them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Exceptions { get; init; }

    /// <summary>The tables where a law for several is searched, whose rows the points are then; null for one table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LawTables? Tables { get; init; }
}
