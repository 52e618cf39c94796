using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Learning.Triples;

/// <summary>
/// How large three-body terms may be between the triples that they are learned from: a polynomial under an envelope of the two
/// shorter distances may run away where no triple holds it. Beyond their range predictions let terms die out by themselves.
/// </summary>
internal static class TripleBounds
{
    // How much larger than any term seen one between them may be.
    private const double Unseen = 5;

    // Places along each distance.
    private const int Places = 12;

    /// <summary>The bounds of what is multiplied with the envelope exp(−(a + b)/<paramref name="envelope"/>).</summary>
    /// <param name="triples">The triples that a term is learned from.</param>
    /// <param name="largest">The largest of their energies, eV.</param>
    /// <param name="envelope">Å.</param>
    public static BoundRule Of(IReadOnlyCollection<DefectTriple> triples, double largest, double envelope)
    {
        var seen = triples.Select(t => (A: t.Shortest, B: t.Middle, C: t.Longest));
        var between =
            from a in Range(triples, t => t.Shortest)
            from b in Range(triples, t => t.Middle)
            from c in Range(triples, t => t.Longest)
            where a <= b && b <= c && c <= a + b
            select (A: a, B: b, C: c);
        var places = seen.Concat(between).ToList();
        return new BoundRule(
            [[.. places.Select(p => p.A)], [.. places.Select(p => p.B)], [.. places.Select(p => p.C)]],
            [.. places.Select(p => Unseen * largest * Math.Exp((p.A + p.B) / envelope))]);
    }

    private static IEnumerable<double> Range(IReadOnlyCollection<DefectTriple> triples, Func<DefectTriple, double> distance)
    {
        var (from, to) = (triples.Min(distance), triples.Max(distance));
        return Enumerable.Range(0, Places).Select(i => from + (to - from) * i / (Places - 1));
    }
}
