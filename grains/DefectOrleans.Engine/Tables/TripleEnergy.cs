using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Tables;

/// <summary>Three-body energies of structures from their classes' formulas. Immutable, for any number of threads.</summary>
internal sealed class TripleEnergy(IEnumerable<TripleFormula> formulas)
{
    private static readonly string[] Names = ["a", "b", "c"];

    private readonly Dictionary<string, CompiledFormula> _formulas = formulas.ToDictionary(f => f.Kinds, Compiled, StringComparer.Ordinal);

    /// <summary>Whether there are no three-body energies at all.</summary>
    public bool IsEmpty => _formulas.Count == 0;

    /// <summary>The formula of a class of three kinds, in any order; null where it has none.</summary>
    public CompiledFormula? Of(DefectKind one, DefectKind two, DefectKind three) =>
        _formulas.GetValueOrDefault(DefectTriples.Name($"{one}", $"{two}", $"{three}"));

    /// <summary>A formula by itself.</summary>
    public static CompiledFormula Compiled(TripleFormula formula) => new(FormulaText.Parse(formula.Chosen.Text, Names));

    /// <summary>A class's energy at three distances in Å, in any order, eV.</summary>
    public static double At(CompiledFormula formula, double one, double two, double three)
    {
        Span<double> distances = [one, two, three];
        distances.Sort();
        return formula.Invoke(distances[..formula.VariableCount]);
    }

    /// <summary>The sum over a structure's triples within a reach, eV; 0 for classes without a formula.</summary>
    public double Of(DefectiveStructure structure, PairReach reach)
    {
        if (IsEmpty)
            return 0;
        var sum = 0.0;
        foreach (var triple in DefectTriples.Of(structure, reach))
        {
            if (_formulas.TryGetValue(triple.Kinds, out var formula))
                sum += triple.Weight * At(formula, triple.Shortest, triple.Middle, triple.Longest);
        }
        return sum;
    }
}
