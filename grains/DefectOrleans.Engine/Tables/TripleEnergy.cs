using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>A three-body term of a structure.</summary>
/// <param name="Triple">The three defects.</param>
/// <param name="Formula">The formula of their class.</param>
/// <param name="Energy">How often it counts times its value, eV.</param>
/// <param name="Outside">How far it is outside the range that the formula was learned on, Å.</param>
internal readonly record struct TripleTerm(DefectTriple Triple, LearnedTriple Formula, double Energy, double Outside)
{
    // eV. Less is seen in no answer.
    private const double Seen = 0.001;

    /// <summary>
    /// Expected error, one standard deviation, eV: as large as the term an Å outside the learned range, and growing with the
    /// distance from it.
    /// </summary>
    public double Deviation => Outside * Math.Abs(Energy);

    /// <summary>Whether a term of such size, eV, so far outside its range, Å, is worth a warning.</summary>
    public static bool IsOutside(double energy, double outside) => outside > 0 && !(Math.Abs(energy) < Seen);
}

/// <summary>Three-body energies of structures from their classes' formulas. Immutable, for any number of threads.</summary>
/// <param name="formulas">At most one of each class.</param>
/// <param name="nearest">The shortest distance of any pair that was learned from, Å, for formulas that don't say their
/// range.</param>
/// <param name="farthest">The longest, Å.</param>
internal sealed class TripleEnergy(
    IEnumerable<TripleFormula> formulas, double nearest = 0, double farthest = double.PositiveInfinity)
{
    private readonly Dictionary<string, LearnedTriple> _formulas =
        formulas.ToDictionary(f => f.Kinds, f => new LearnedTriple(f, nearest, farthest), StringComparer.Ordinal);

    /// <summary>Whether there are no three-body energies at all.</summary>
    public bool IsEmpty => _formulas.Count == 0;

    /// <summary>The formula of a class of three kinds, in any order; null where it has none.</summary>
    public LearnedTriple? Of(DefectKind one, DefectKind two, DefectKind three) =>
        _formulas.GetValueOrDefault(DefectTriples.Name($"{one}", $"{two}", $"{three}"));

    /// <summary>The sum over a structure's triples within a reach, eV; 0 for classes without a formula.</summary>
    public double Of(DefectiveStructure structure, PairReach reach) => Terms(structure, reach).Sum(t => t.Energy);

    /// <summary>The terms of a structure's triples within a reach; none for classes without a formula.</summary>
    public IEnumerable<TripleTerm> Terms(DefectiveStructure structure, PairReach reach)
    {
        if (IsEmpty)
            yield break;
        foreach (var triple in DefectTriples.Of(structure, reach))
        {
            if (!_formulas.TryGetValue(triple.Kinds, out var formula))
                continue;
            var energy = triple.Weight * formula.At(triple.Shortest, triple.Middle, triple.Longest, out var outside);
            yield return new TripleTerm(triple, formula, energy, outside);
        }
    }
}
