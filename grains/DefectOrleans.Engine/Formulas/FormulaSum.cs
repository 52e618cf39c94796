namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// A sum of formulas of one variable, each of a variable of its own, over many points: the pair energies of many
/// structures of the same defects. Immutable; does not allocate.
/// </summary>
/// <param name="terms">The formulas, such as the laws of a triple's three pairs.</param>
public sealed class FormulaSum(params CompiledFormula[] terms)
{
    // Sums of so many points stay in the first-level cache while the terms are added.
    private const int Block = 1024;

    /// <summary>Sums the terms at every point.</summary>
    /// <param name="columns">One column a term, all of one length, such as the distances in Å.</param>
    /// <param name="sums">Filled; as long as the columns.</param>
    /// <exception cref="ArgumentException">The columns are too many or too few, or differ in length.</exception>
    public void Invoke(ReadOnlySpan<double[]> columns, Span<double> sums)
    {
        if (columns.Length != terms.Length)
            throw new ArgumentException($"{columns.Length} columns for {terms.Length} terms; as many were expected.");
        foreach (var column in columns)
        {
            if (column.Length != sums.Length)
                throw new ArgumentException(
                    $"A column of {column.Length} values for {sums.Length} points; as many were expected.");
        }
        for (var from = 0; from < sums.Length; from += Block)
        {
            var count = Math.Min(Block, sums.Length - from);
            var block = sums.Slice(from, count);
            block.Clear();
            for (var term = 0; term < terms.Length; term++)
                terms[term].Add(columns[term].AsSpan(from, count), block);
        }
    }
}
