using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>Turns token sequences into candidates. One per island.</summary>
internal interface IScorer
{
    /// <summary>Formulas whose error was measured.</summary>
    long Scored { get; }

    /// <summary>Those whose constants were fitted.</summary>
    long Fitted { get; }

    /// <summary>What was seen, for a checkpoint.</summary>
    SeenTable[] Seen { get; }

    /// <summary>Takes up the counts of a checkpoint.</summary>
    void Count(long scored, long fitted);

    /// <summary>The rows that formulas are tried on first.</summary>
    void TryOn(PointTable points);

    /// <summary>What was seen before may come again.</summary>
    void Forget();

    /// <summary>
    /// Scores a buffer and tells its error: NaN when it is no acceptable formula, no new one, or is not finite. What is too
    /// bad to be kept gives no candidate; nothing is allocated for it. What would enter the front is proven to keep to the
    /// problem's limits between all points first, or is no candidate.
    /// </summary>
    Candidate? Score(FormulaBuffer buffer, Archive archive, ParetoFront front, out double error);

    /// <summary>The same formula with rounder and rounder constants, as far as the points let.</summary>
    IEnumerable<Candidate> Snap(Candidate fitted, ParetoFront front);
}
