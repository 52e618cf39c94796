using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// How complex a law is where laws compete: a number that each table has for itself says more than a shared one.
/// </summary>
public static class LawComplexity
{
    /// <summary>What an own number adds to what the paper counts, where there are several tables.</summary>
    public const int OwnNumber = 2;

    /// <summary>The complexity of a law in a search.</summary>
    public static int Of(ReadOnlySpan<byte> tokens, int tables) =>
        Complexity.Of(tokens) + (tables > 1 ? OwnNumber * tokens.Count(Token.Constant) : 0);
}
