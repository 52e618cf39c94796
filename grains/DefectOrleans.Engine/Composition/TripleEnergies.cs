using DefectOrleans.Engine.Segvae.Expressions;

namespace DefectOrleans.Engine.Composition;

/// <summary>
/// Pair energies of many triples of defects, for screening: V12(r12) + V13(r13) + V23(r23), in eV. What single defects and
/// the reference add is the same for all triples of the same kinds, so it is not in the sum. Does not allocate.
/// </summary>
/// <param name="v12">Law of the first pair, of distances in Å.</param>
/// <param name="v13">Law of the second pair.</param>
/// <param name="v23">Law of the third pair.</param>
public sealed class TripleEnergies(CompiledFormula v12, CompiledFormula v13, CompiledFormula v23)
{
    // Sums of so many triples stay in the first-level cache while the pairs are added.
    private const int Block = 1024;

    /// <summary>Sums the pair energies of triples.</summary>
    /// <param name="r12">Distances in Å, one a triple.</param>
    /// <param name="r13">As many.</param>
    /// <param name="r23">As many.</param>
    /// <param name="energies">Filled, eV; as long as the distances.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public void Sum(ReadOnlySpan<double> r12, ReadOnlySpan<double> r13, ReadOnlySpan<double> r23, Span<double> energies)
    {
        if (r13.Length != r12.Length || r23.Length != r12.Length || energies.Length != r12.Length)
            throw new ArgumentException($"Columns of {r12.Length}, {r13.Length}, {r23.Length} and {energies.Length} values; as many in each were expected.");
        for (var from = 0; from < energies.Length; from += Block)
        {
            var block = from..Math.Min(from + Block, energies.Length);
            v12.Invoke(r12[block], energies[block]);
            v13.Add(r13[block], energies[block]);
            v23.Add(r23[block], energies[block]);
        }
    }
}
