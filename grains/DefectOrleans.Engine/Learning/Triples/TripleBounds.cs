using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Learning.Triples;

/// <summary>
/// The limits of three-body terms: within the range of the triples none is much larger than those seen, and beyond it each
/// dies out, in every one of its distances. A polynomial under an envelope of the two shorter distances does neither by itself.
/// </summary>
internal static class TripleBounds
{
    // How much larger than any term seen one between them, or of nearer defects, may be.
    private const double Unseen = 5;

    // Å. Beyond the range a term is 1/e of that after so much, down to what no answer shows, eV.
    private const double Fading = 3, Gone = 0.001;

    // Å. Between the places that are looked at, and where they end.
    private const double Step = 1.6, Farthest = 40;

    /// <summary>The bounds of what is multiplied with the envelope exp(−(a + b)/<paramref name="envelope"/>).</summary>
    /// <param name="triples">The triples that a term is learned from.</param>
    /// <param name="largest">The largest of their energies, eV.</param>
    /// <param name="envelope">Å.</param>
    public static BoundRule Of(IReadOnlyCollection<DefectTriple> triples, double largest, double envelope)
    {
        double nearest = triples.Min(t => t.Shortest), middle = triples.Max(t => t.Middle), longest = triples.Max(t => t.Longest);
        var places =
            (from a in Steps(nearest, Farthest)
             from b in Steps(a, Farthest)
             from c in Steps(b, Math.Min(a + b, Farthest))
             select (A: a, B: b, C: c)).ToList();
        return new BoundRule(
            [[.. places.Select(p => p.A)], [.. places.Select(p => p.B)], [.. places.Select(p => p.C)]],
            [.. places.Select(p => Bound(p.A, p.B, p.C))]);

        double Bound(double a, double b, double c)
        {
            var beyond = Math.Max(0, b - middle) + Math.Max(0, c - longest);
            return Math.Max(Gone, Unseen * largest * Math.Exp(-beyond / Fading)) * Math.Exp((a + b) / envelope);
        }
    }

    /// <summary>Distances that lie farther apart the longer they are.</summary>
    private static IEnumerable<double> Steps(double from, double to)
    {
        for (var (at, step) = (from, Step); at <= to; at += step, step *= 1.4)
            yield return at;
    }
}
