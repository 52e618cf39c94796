using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Segvae.Expressions;

namespace DefectOrleans.Engine.Discovery;

/// <summary>Three-body energies of structures from their classes' formulas. Immutable, for any number of threads.</summary>
internal sealed class TripleEnergy(IEnumerable<TripleFormula> formulas)
{
    private static readonly string[] Names = ["a", "b", "c"];

    private readonly Dictionary<string, CompiledFormula> _formulas = formulas.ToDictionary(
        f => f.Kinds, f => new CompiledFormula(FormulaText.Parse(f.Chosen.Text, Names)), StringComparer.Ordinal);

    /// <summary>The sum over a structure's triples, eV; 0 for classes without a formula.</summary>
    public double Of(DefectiveStructure structure)
    {
        if (_formulas.Count == 0)
            return 0;
        var sum = 0.0;
        foreach (var triple in DefectTriples.Of(structure))
        {
            if (_formulas.TryGetValue(triple.Kinds, out var formula))
                sum += formula.Invoke([.. new[] { triple.Shortest, triple.Middle, triple.Longest }.AsSpan(0, formula.VariableCount)]);
        }
        return sum;
    }
}
